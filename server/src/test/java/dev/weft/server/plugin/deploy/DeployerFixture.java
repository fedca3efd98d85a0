package dev.weft.server.plugin.deploy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.config.OnReplace;
import dev.weft.server.plugin.HandlerState;
import dev.weft.server.plugin.source.PluginFolder;
import dev.weft.server.plugin.source.PluginInventory;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Tasks;
import dev.weft.testkit.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder, a inventory and what is deployed from it, on a clock of the test's; it stands in for the sessions. */
class DeployerFixture implements GenerationSessions {

    static final Duration LIMIT = Duration.ofSeconds(20);
    static final Duration SOON = Duration.ofMillis(50);

    @TempDir
    private Path temp;

    RegistryFixture fixture;
    private PluginFolder folder;
    PluginInventory inventory;

    @SuppressWarnings("NullAway.Init") // Each test begins it in its own way.
    Deployer deployer;

    private long now = 1;

    /** What was asked of the sessions. */
    final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    volatile String settings = "";

    @Override
    public void offer(Generation held) {
        asked.add("offer " + held);
    }

    @Override
    public void close(Generation held, CloseStatus status) {
        asked.add("close " + held + " " + status.code());
    }

    @Override
    public void abort(Generation held) {
        asked.add("abort " + held);
    }

    @BeforeEach
    void open() {
        fixture = new RegistryFixture(temp);
        folder = fixture.folder();
        inventory = new PluginInventory(folder);
    }

    @AfterEach
    void close() {
        deployer.stop();
        folder.close();
    }

    void begin(OnReplace onReplace, Duration drain, String... ids) {
        inventory.begin(now);
        HandlerContextFactory contexts = new HandlerContextFactory() {
            @Override
            public HandlerContext context(Generation generation, Tasks tasks) throws BadSettings {
                if (settings.equals("bad")) {
                    throw new BadSettings("a.properties line 1: word: already set");
                }
                return fixture.context(generation, tasks);
            }

            @Override
            public String settingsVersion(String handlerId) {
                return settings;
            }
        };
        deployer = new Deployer(folder, List.of(ids), contexts, new ReplacementPolicy(onReplace, drain, LIMIT));
        deployer.apply(inventory.catalogue());
        deployer.serve(this);
    }

    void look() {
        now += Duration.ofSeconds(3).toNanos();
        if (inventory.look(now)) {
            deployer.apply(inventory.catalogue());
        }
    }

    void put(String name, PluginJar jar) throws IOException {
        put(name, jar.bytes());
    }

    void put(String name, byte[] jar) throws IOException {
        Files.createDirectories(fixture.plugins);
        Path fresh = Files.write(temp.resolve("fresh"), jar);
        Files.move(fresh, fixture.plugins.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    void replace(String name, PluginJar jar) throws IOException {
        replace(name, jar.bytes());
    }

    void replace(String name, byte[] jar) throws IOException {
        put(name, jar);
        look();
        look();
    }

    Generation current(String id) {
        return deployer.find(id).orElseThrow();
    }

    String awaitAsked() throws InterruptedException {
        return Objects.requireNonNull(asked.poll(20, TimeUnit.SECONDS), "nothing was asked");
    }

    static PluginJar version(String id, String text) {
        return PluginJar.answering(id, "session.send(\"" + text + "\");");
    }

    static PluginJar telling(String id, String what) {
        return PluginJar.named(id + ".jar")
                .handler(
                        "a.A",
                        RegistryFixture.handler(
                                id, "tell(context, \"start " + what + "\");", "tell(last, \"stop " + what + "\");"));
    }

    /** The copy of what has stopped is deleted a moment later. */
    void awaitCopies(int count) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (fixture.copies().size() != count) {
            assertTrue(System.nanoTime() < deadline, fixture.copies() + " are still there");
            Thread.onSpinWait();
        }
    }

    static void awaitState(Generation generation, HandlerState state) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (generation.state() != state || isStillHeld(generation)) {
            assertTrue(System.nanoTime() < deadline, generation + " is " + generation.state());
            Thread.onSpinWait();
        }
    }

    private static boolean isStillHeld(Generation generation) {
        try {
            return generation.loader() != null;
        } catch (IllegalStateException letGo) {
            return false;
        }
    }
}
