package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import dev.weft.testsupport.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The terminal client against the packaged server. */
class ConnectCommandIT {

    private static final String CHAT = """
            @Handler("chat")
            public final class Chat implements MessageHandler {
                private Topic room;

                @Override
                public void start(HandlerContext context) {
                    room = context.topics().kept("room");
                }

                @Override
                public void onOpen(Session session) {
                    room.subscribe(session);
                }

                @Override
                public void onMessage(Session session, Message message) {
                    room.publish(message);
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void printsTheReplyAndEndsWithTheInput() throws Exception {
        try (WeftProcess server = WeftProcess.serve("--handler", "uppercase");
                WeftProcess client = WeftProcess.run("connect", server.ws("/").toString())) {
            client.type("hello\n");
            client.awaitOutput("HELLO");
            client.endInput();

            assertEquals(0, client.awaitExit(), client::output);
        }
    }

    @Test
    void tellsAServerThatClosesFromOneThatIsNotThere() throws Exception {
        try (WeftProcess server = WeftProcess.serve("--handler", "uppercase");
                WeftProcess client = WeftProcess.run("connect", server.ws("/").toString());
                WeftProcess nobody = WeftProcess.run("connect", "ws://127.0.0.1:1/")) {
            client.type("/binary 00ff\n");

            assertEquals(3, client.awaitExit(), client::output);
            assertEquals(1, nobody.awaitExit(), nobody::output);
        }
    }

    @Test
    void saysInWordsWhatTheServerSpeaksAndWhomToTrust() throws Exception {
        Certificates certificates = new Certificates(folder).issue("server");
        try (WeftProcess plain = WeftProcess.serve("--handler", "echo");
                WeftProcess encrypted = WeftProcess.echoOverTls(certificates)) {
            assertFailure("it speaks TLS: use wss://", "ws://127.0.0.1:" + encrypted.port() + "/");
            assertFailure("it does not speak TLS: use ws://", "wss://127.0.0.1:" + plain.port() + "/");
            assertFailure("--tls-ca FILE names certificates to trust", "wss://127.0.0.1:" + encrypted.port() + "/");
            assertFailure("HTTP 404: ", "ws://127.0.0.1:" + plain.port() + "/ws/nobody");
        }
    }

    /** A chat, of which the client is cut off twice: once within the history of three messages, once beyond it. */
    @Test
    void comesBackAfterALossAndTellsWhatItMissed() throws Exception {
        PluginJar.named("chat.jar").handler("com.example.Chat", CHAT).in(folder);
        try (WeftProcess server = WeftProcess.serve(
                        "--plugins-dir", folder.toString(), "--handler", "chat", "--history-size", "3");
                JdkClient ben = JdkClient.connect(server.ws("/"));
                FaultProxy cable = FaultProxy.to(server);
                WeftProcess anna =
                        WeftProcess.run("connect", "--resume", "ws://127.0.0.1:" + cable.port() + "/?name=Anna")) {
            anna.awaitOutput("connected to ");
            anna.type("Anna is here\n");
            anna.awaitOutput("^Anna is here$");
            assertEquals("text Anna is here", ben.next());

            awayWhile(cable, anna, () -> publish(ben, "missed 1", "missed 2"));
            anna.awaitOutput("^room: nothing is missing, replayed messages: 2$");
            List<String> said = anna.output().lines().toList();
            int begin = said.indexOf("room: missed messages follow");
            assertEquals(List.of("missed 1", "missed 2"), said.subList(begin + 1, begin + 3), anna::output);
            assertTrue(anna.output().contains("connection lost (1006)"), anna::output);
            assertFalse(anna.output().contains("LOST"), anna::output);

            awayWhile(cable, anna, () -> publish(ben, "a", "b", "c", "gone with it", "e"));
            anna.awaitOutput("^LOST: messages of room are missing; later ones follow$");
            publish(ben, "later");
            anna.awaitOutput("^later$");

            anna.endInput();
            assertEquals(0, anna.awaitExit(), anna::output);
            assertFalse(anna.output().contains("gone with it"), anna::output);
            assertFalse(anna.output().contains("\u001e"), anna::output);
        }
    }

    private interface Act {
        void run() throws InterruptedException;
    }

    /** Cuts the cable, and lets a new connection through only after that. */
    private static void awayWhile(FaultProxy cable, WeftProcess client, Act act) throws InterruptedException {
        long before = timesLost(client);
        cable.stall();
        cable.reset();
        Await.until(() -> timesLost(client) > before, client::output);
        act.run();
        cable.resume();
    }

    private static long timesLost(WeftProcess client) {
        return client.output()
                .lines()
                .filter(line -> line.contains("; connecting again in "))
                .count();
    }

    private static void publish(JdkClient client, String... messages) throws InterruptedException {
        for (String message : messages) {
            client.send(message);
            assertEquals("text " + message, client.next());
        }
    }

    private static void assertFailure(String words, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("connect"));
        all.addAll(List.of(arguments));
        try (WeftProcess client = WeftProcess.run(all.toArray(String[]::new))) {
            assertEquals(1, client.awaitExit(), client::output);
            assertTrue(client.output().contains(words), client::output);
            assertFalse(client.output().contains("java."), client::output);
        }
    }

    @Test
    void showsItsCertificateToAServerThatAsksForOne() throws Exception {
        Certificates certificates = new Certificates(folder).issue("server").issue("client");
        String authority = certificates.certificate("ca", "ca.crt").toString();
        try (WeftProcess server = WeftProcess.serve(
                "--handler",
                "echo",
                "--tls-cert",
                certificates.certificate("server", "server.crt").toString(),
                "--tls-key",
                certificates.key("server", "server.key").toString(),
                "--tls-client-ca",
                authority)) {
            String url = "wss://127.0.0.1:" + server.port() + "/";
            assertFailure("--tls-cert and --tls-key", "--tls-ca", authority, url);
            try (WeftProcess client = WeftProcess.run(
                    "connect",
                    "--tls-ca",
                    authority,
                    "--tls-cert",
                    certificates.certificate("client", "client.crt").toString(),
                    "--tls-key",
                    certificates.key("client", "client.key").toString(),
                    url)) {
                client.type("hello\n");
                client.awaitOutput("hello");
                client.endInput();

                assertEquals(0, client.awaitExit(), client::output);
            }
        }
    }

    @Test
    void reachesAHostWhoseNameHasAnUnderscore() throws Exception {
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 my_host\n");
        try (WeftProcess server = WeftProcess.serve("--handler", "echo")) {
            ProcessBuilder builder = WeftProcess.builder("connect", "ws://my_host:" + server.port() + "/");
            builder.environment().put("WEFT_JAVA_OPTS", "-Djdk.net.hosts.file=" + hosts);
            try (WeftProcess client = WeftProcess.run(builder)) {
                client.type("hello\n");
                client.awaitOutput("hello");
                client.endInput();

                assertEquals(0, client.awaitExit(), client::output);
                assertTrue(client.output().contains("connected to ws://my_host:"), client::output);
            }
        }
    }
}
