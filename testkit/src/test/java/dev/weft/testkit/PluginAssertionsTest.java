package dev.weft.testkit;

import static dev.weft.testkit.PluginAssertions.assertLoadable;
import static dev.weft.testkit.PluginAssertions.assertUnloads;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PluginAssertionsTest {

    @TempDir
    private Path folder;

    @Test
    void findASoundJarLoadable() {
        assertLoadable(PluginJar.echoing("fine").in(folder));
    }

    @Test
    void sayThatAJarWithoutAServiceFileCannotBeLoaded() {
        Path jar = PluginJar.named("nothing.jar").entry("readme.txt", "x").in(folder);

        Failing.withText(() -> assertLoadable(jar), "nothing.jar cannot be loaded:\nit declares no MessageHandler");
    }

    @Test
    void nameEveryProblemOfAJar() {
        Path jar = PluginJar.echoing("half")
                .service("com.acme.Missing")
                .service("com.acme.Lost")
                .in(folder);

        Failing.withText(() -> assertLoadable(jar), "names com.acme.Missing", "names com.acme.Lost");
    }

    @Test
    void sayThatAJarThatWasCutOffCannotBeLoaded() {
        Failing.withText(
                () -> assertLoadable(PluginJar.echoing("cut").cutTo(500).in(folder)), "cannot be loaded");
    }

    @Test
    void sayThatAJarWithFlippedBytesCannotBeLoaded() {
        Failing.withText(
                () -> assertLoadable(PluginJar.echoing("flipped").flip(400, 8).in(folder)), "cannot be loaded");
    }

    @Test
    void findThatACleanPluginUnloads() {
        assertUnloads(PluginJar.echoing("clean").in(folder), "hello");
    }

    @Test
    void nameTheThreadOfAPluginThatDoesNotUnload() {
        Path jar = PluginJar.answering("leaky", """
                Thread thread = new Thread(() -> {
                    try {
                        Thread.sleep(600_000);
                    } catch (InterruptedException e) {
                        return;
                    }
                }, "forgotten");
                thread.setDaemon(true);
                thread.start();
                """).in(folder);

        Failing.withText(() -> assertUnloads(jar, "hello"), "leaky.jar is still in memory", "forgotten");
    }

    @Test
    void sayThatAPluginThatDoesNotStartIsNoneToUnload() {
        Path jar = PluginJar.named("stubborn.jar")
                .handler("com.acme.Stubborn", """
                        @Handler("stubborn")
                        public final class Stubborn implements MessageHandler {
                            public void start(HandlerContext context) {
                                throw new IllegalStateException("not today");
                            }
                            public void onMessage(Session session, Message message) {}
                        }
                        """)
                .in(folder);

        Failing.withText(() -> assertUnloads(jar), "stubborn did not start", "not today");
    }
}
