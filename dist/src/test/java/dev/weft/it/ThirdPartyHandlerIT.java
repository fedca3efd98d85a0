package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A handler that somebody else compiled against the SPI alone, dropped into a folder and chosen. */
class ThirdPartyHandlerIT {

    @TempDir
    private Path plugins;

    @Test
    void answersAfterItsJarWasDropped() throws Exception {
        PluginJar.named("greeter.jar").handler("com.example.Greeter", """
                        @Handler("greeter")
                        public final class Greeter implements MessageHandler {
                            @Override
                            public void onMessage(Session session, Message message) {
                                if (message instanceof Message.Text text) {
                                    session.send("Hello, " + text.text());
                                }
                            }
                        }
                        """).in(plugins);

        try (WeftProcess server = WeftProcess.serve("--plugins-dir", plugins.toString(), "--handler", "greeter");
                JdkClient client = JdkClient.connect(server.ws("/anywhere"))) {
            assertEquals("text Hello, Ada", client.send("Ada").next());
        }
    }

    @Test
    void isNotStoppedByTheBadJarBesideIt() throws Exception {
        PluginJar.echoing("good").in(plugins);
        Files.write(plugins.resolve("cut.jar"), new byte[100]);

        try (WeftProcess server = WeftProcess.serve("--plugins-dir", plugins.toString(), "--handler", "good");
                JdkClient client = JdkClient.connect(server.ws("/ws/good"))) {
            assertEquals("text still here", client.send("still here").next());
            assertTrue(server.output().contains("cut.jar"), server::output);
        }
    }

    @Test
    void seesNothingOfTheServer() throws Exception {
        PluginJar.answering("spy", """
                StringBuilder seen = new StringBuilder();
                for (String name : new String[] {"dev.weft.server.Main", "org.slf4j.Logger", "picocli.CommandLine",
                        "dev.weft.spi.Session"}) {
                    try {
                        Class.forName(name);
                        seen.append(name).append(' ');
                    } catch (ClassNotFoundException hidden) {
                        // What it should be.
                    }
                }
                session.send(seen.toString().strip());
                """).in(plugins);

        try (WeftProcess server = WeftProcess.serve("--plugins-dir", plugins.toString(), "--handler", "spy");
                JdkClient client = JdkClient.connect(server.ws("/"))) {
            assertEquals("text dev.weft.spi.Session", client.send("?").next());
        }
    }
}
