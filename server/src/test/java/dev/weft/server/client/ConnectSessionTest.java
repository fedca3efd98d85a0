package dev.weft.server.client;

import static dev.weft.server.client.ClientRun.FOR_EVER;
import static dev.weft.server.client.ClientRun.echoServer;
import static dev.weft.server.client.ClientRun.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.client.ConnectOptions.Display;
import dev.weft.server.client.TinyServer.Frame;
import dev.weft.server.client.TinyServer.Peer;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(90)
class ConnectSessionTest {

    private final ClientRun client = new ClientRun();
    private final PipedWriter typed = new PipedWriter();

    @AfterEach
    void close() throws IOException {
        typed.close();
    }

    @Nested
    @DisplayName("Messages")
    class Messages {

        @Test
        void sendsLinesAndPassesOnTheAnswersAlone() throws Exception {
            try (TinyServer server = echoServer()) {
                int status = client.run(server, "hi\ngrüß \uD83D\uDE00\n//slash\n\n", Duration.ZERO, Display.PIPE);

                assertEquals(String.format("hi%ngrüß \uD83D\uDE00%n/slash%n%n"), client.out.toString());
                assertEquals(0, status);
                server.awaitPlayed();
            }
        }

        @Test
        void waitsForAnswersAfterTheEndOfInput() throws Exception {
            TinyServer.Script script = peer -> {
                peer.accept("");
                peer.read();
                assertTrue(peer.hearsNothingFor(Duration.ofMillis(200)), "closed before the answer");
                peer.sendText("late");
                peer.sendClose(1000, "");
                peer.read();
            };
            try (TinyServer server = new TinyServer(script)) {
                int status = client.run(server, "hello", FOR_EVER, Display.PIPE);

                server.awaitPlayed();
                assertEquals(String.format("late%n"), client.out.toString());
                assertEquals(0, status);
            }
        }

        @Test
        void closesWith1000WhenNothingComesAnyMore() throws Exception {
            CompletableFuture<Integer> code = new CompletableFuture<>();
            TinyServer.Script script = peer -> {
                peer.accept("");
                peer.read();
                peer.sendText("only answer");
                code.complete(peer.read().code());
                peer.sendClose(1000, "");
            };
            try (TinyServer server = new TinyServer(script)) {
                int status = client.run(server, "hello", Duration.ofMillis(100), Display.PIPE);

                assertEquals(String.format("only answer%n"), client.out.toString());
                assertEquals(1000, code.join());
                assertEquals(0, status);
            }
        }

        @Test
        void putsFragmentsTogether() throws Exception {
            TinyServer.Script script = peer -> {
                peer.accept("");
                peer.send(Peer.TEXT, new byte[] {'g', 'r', (byte) 0xC3});
                peer.send(Peer.CONTINUATION);
                peer.send(Peer.FIN | Peer.CONTINUATION, new byte[] {(byte) 0xBC, 'n'});
                peer.sendClose(1000, "");
                peer.read();
            };
            try (TinyServer server = new TinyServer(script)) {
                int status = client.run(server, "", FOR_EVER, Display.PIPE);

                assertEquals(String.format("grün%n"), client.out.toString());
                assertEquals(0, status);
            }
        }

        @Test
        void takesLargeMessagesBothWays() throws Exception {
            String large = "x".repeat(1_000_000) + "\u20AC";
            try (TinyServer server = echoServer()) {
                int status = client.run(server, large + "\n", Duration.ZERO, Display.PIPE);

                // Not assertEquals: its message would hold both.
                assertTrue(client.out.toString().equals(large + System.lineSeparator()));
                assertEquals(0, status);
            }
        }

        @Test
        void dumpsBinaryWithItsSize() throws Exception {
            try (TinyServer server = echoServer()) {
                client.run(server, "/binary 00 ff 41\n", Duration.ZERO, Display.PIPE);

                assertEquals(
                        String.format("< binary, 3 bytes%n00000000  00 ff 41%s  ..A%n", " ".repeat(39)),
                        client.out.toString());
            }
        }

        @Test
        void escapesWhatActsOnATerminal() throws Exception {
            TinyServer.Script script = peer -> {
                peer.accept("");
                peer.sendText("\u001b]0;owned\u0007 \u202e\nclosed with 1000");
                peer.sendClose(1000, "\u001b[31m");
                peer.read();
            };
            try (TinyServer server = new TinyServer(script)) {
                client.run(server, "", FOR_EVER, Display.TERMINAL);

                assertEquals(
                        String.format("< \\x1B]0;owned\\x07 \\u202E%n  closed with 1000%n"), client.out.toString());
                assertTrue(
                        client.err.toString().contains("closed with 1000, normal closure: \\x1B[31m"),
                        client.err::toString);
            }
        }
    }

    @Nested
    @DisplayName("Commands")
    class Commands {

        @Test
        void showsThePongOfAPing() throws Exception {
            TinyServer.Script script = peer -> {
                peer.accept("");
                Frame ping = peer.read();
                peer.send(Peer.FIN | Peer.PONG, ping.bytes());
                peer.sendClose(ping.opcode() == Peer.PING ? 1000 : 1002, "");
                peer.read();
            };
            try (TinyServer server = new TinyServer(script)) {
                int status = client.run(server, "/ping are you there?\n", FOR_EVER, Display.PIPE);

                assertTrue(
                        client.err.toString().matches("(?s).*pong after \\d+\\.\\d ms: are you there\\?\\R.*"),
                        client.err::toString);
                assertEquals(0, status);
            }
        }

        @Test
        void answersThePingsOfTheServer() throws Exception {
            CompletableFuture<String> pong = new CompletableFuture<>();
            TinyServer.Script script = peer -> {
                peer.accept("");
                peer.send(Peer.FIN | Peer.PING, new byte[] {'h', 'i'});
                pong.complete(peer.read().text());
                peer.sendClose(1000, "");
                peer.read();
            };
            try (TinyServer server = new TinyServer(script)) {
                client.run(server, "", FOR_EVER, Display.PIPE);

                assertEquals("hi", pong.join());
                assertEquals("", client.out.toString());
            }
        }

        @Test
        void closesAsItIsTold() throws Exception {
            CompletableFuture<Frame> close = new CompletableFuture<>();
            TinyServer.Script script = peer -> {
                peer.accept("");
                close.complete(peer.read());
                // Whatever the server answers: this side closed, so it went as it should.
                peer.sendClose(1011, "");
            };
            try (TinyServer server = new TinyServer(script)) {
                int status = client.run(server, "/close 4001 see you\nnever sent\n", FOR_EVER, Display.PIPE);

                assertEquals(4001, close.join().code());
                assertEquals("see you", close.join().text().substring(2));
                assertEquals(0, status);
            }
        }

        @Test
        void saysWhatIsWrongWithALineAndGoesOn() throws Exception {
            try (TinyServer server = echoServer()) {
                client.run(server, "/nonsense\n/close 1002\n/help\nstill here\n", Duration.ZERO, Display.PIPE);

                assertEquals(String.format("still here%n"), client.out.toString());
                assertTrue(client.err.toString().contains("no such command"), client.err::toString);
                assertTrue(client.err.toString().contains("a client closes with 1000"), client.err::toString);
                assertTrue(client.err.toString().contains("/binary 00 ff"), client.err::toString);
            }
        }
    }

    @Nested
    @DisplayName("How it ends")
    class HowItEnds {

        @ParameterizedTest
        @CsvSource({"1000,0", "1001,0", "1002,3", "1008,3", "1011,3", "1013,3", "4000,3"})
        void tellsTheServersCloseCodeByTheExitStatus(int code, int expected) throws Exception {
            TinyServer.Script script = peer -> {
                peer.accept("");
                peer.sendClose(code, "because");
                assertEquals(Peer.CLOSE, peer.read().opcode());
            };
            try (TinyServer server = new TinyServer(script)) {
                int status = client.run(server.uri("/"), options(FOR_EVER, Display.PIPE), new PipedReader(typed));

                assertEquals(expected, status);
                assertTrue(client.err
                        .toString()
                        .contains("closed with " + code + ", " + Ending.meaning(code) + ": because"));
                server.awaitPlayed();
            }
        }

        @Test
        void takesACloseWithoutACodeForAnOrderlyOne() throws Exception {
            TinyServer.Script script = peer -> {
                peer.accept("");
                peer.send(Peer.FIN | Peer.CLOSE);
                peer.read();
            };
            try (TinyServer server = new TinyServer(script)) {
                int status = client.run(server, "", FOR_EVER, Display.PIPE);

                assertTrue(client.err.toString().contains("closed with 1005, no status"), client.err::toString);
                assertEquals(0, status);
            }
        }

        @Test
        void tellsThatTheConnectionWasLost() throws Exception {
            TinyServer.Script script = peer -> peer.accept("");
            try (TinyServer server = new TinyServer(script)) {
                int status = client.run(server.uri("/"), options(FOR_EVER, Display.PIPE), new PipedReader(typed));

                assertTrue(client.err.toString().contains("connection lost (1006)"), client.err::toString);
                assertEquals(1, status);
            }
        }

        @Test
        void tellsThatTheServerBrokeTheProtocol() throws Exception {
            TinyServer.Script script = peer -> {
                peer.accept("");
                // Opcode 3 is reserved.
                peer.send(Peer.FIN | 0x3);
                peer.read();
            };
            try (TinyServer server = new TinyServer(script)) {
                int status = client.run(server, "", FOR_EVER, Display.PIPE);

                assertEquals(1, status, client.err::toString);
            }
        }

        @Test
        void breaksOffWhenAMessageNeverEnds() throws Exception {
            byte[] piece = new byte[1 << 20];
            TinyServer.Script script = peer -> {
                peer.accept("");
                peer.send(Peer.BINARY, piece);
                for (int sent = 1; sent <= Receiver.MAX_MESSAGE / piece.length; sent++) {
                    peer.send(Peer.CONTINUATION, piece);
                }
                // Stays until the client breaks off: the JDK's client may skip what stands before an early end.
                peer.read();
            };
            try (TinyServer server = new TinyServer(script)) {
                int status = client.run(server.uri("/"), options(FOR_EVER, Display.PIPE), new PipedReader(typed));

                assertTrue(client.err.toString().contains("a message of over 67,108,864 bytes"), client.err::toString);
                assertEquals(1, status);
            }
        }

        @Test
        void givesUpOnAServerThatDoesNotAnswerItsClose() throws Exception {
            CompletableFuture<Void> over = new CompletableFuture<>();
            TinyServer.Script script = peer -> {
                peer.accept("");
                peer.read();
                over.join();
            };
            try (TinyServer server = new TinyServer(script)) {
                int status = client.run(server, "/close\n", FOR_EVER, Display.PIPE);
                over.complete(null);

                assertTrue(client.err.toString().contains("the server did not answer the Close"), client.err::toString);
                assertEquals(1, status);
            }
        }
    }
}
