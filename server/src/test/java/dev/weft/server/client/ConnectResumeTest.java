package dev.weft.server.client;

import static dev.weft.server.client.ClientRun.FOR_EVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.client.ConnectOptions.Display;
import dev.weft.server.client.TinyServer.Peer;
import dev.weft.server.client.TinyServer.Script;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.StringReader;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that connects again after a loss. */
@Timeout(90)
class ConnectResumeTest {

    private static final String SIGN = "\u001e";

    private final ClientRun client = new ClientRun();
    private final PipedWriter typed = new PipedWriter();

    @AfterEach
    void close() throws IOException {
        typed.close();
    }

    /** Runs it until the server is done with it; nothing is typed. */
    private int resume(TinyServer server, Display display) throws IOException {
        return client.resume(server.uri("/chat?a=b"), FOR_EVER, display, new PipedReader(typed));
    }

    private static void opens(Peer peer, String target) throws IOException {
        assertEquals(
                "GET " + target + " HTTP/1.1", peer.head().lines().findFirst().orElseThrow());
        peer.accept("");
    }

    /** Goes away; not without a Close, because the JDK's client may skip what it has not read when a connection breaks. */
    private static void goAway(Peer peer) throws IOException {
        peer.sendClose(1001, "");
        peer.read();
    }

    private static Script done(String target) {
        return peer -> {
            opens(peer, target);
            peer.sendClose(1000, "");
            peer.read();
        };
    }

    @Test
    void presentsItsPositionAndTellsWhatWasReplayed() throws Exception {
        Script before = peer -> {
            opens(peer, "/chat?a=b&weft-resume=");
            peer.sendText(SIGN + "m room a1");
            peer.sendText("seen");
            goAway(peer);
        };
        Script after = peer -> {
            opens(peer, "/chat?a=b&weft-resume=room:a1");
            peer.sendText(SIGN + "b room");
            peer.sendText(SIGN + "m room a2");
            peer.sendText("missed,\nin two lines");
            peer.sendText(SIGN + "m room a3");
            peer.send(Peer.FIN | Peer.BINARY, (byte) 7);
            peer.sendText("an answer");
            peer.sendText(SIGN + "r room ok a3");
            peer.sendText(SIGN + "m room a4");
            peer.sendText(SIGN + SIGN + "new");
            peer.sendClose(1000, "");
            peer.read();
        };
        try (TinyServer server = new TinyServer(before, after)) {
            int status = resume(server, Display.TERMINAL);

            server.awaitPlayed();
            assertEquals(0, status);
            assertEquals(
                    String.format(
                            "< seen%n<< missed,%n   in two lines%n<< binary, 1 bytes%n00000000  07%s  .%n"
                                    + "< an answer%n< \\x1Enew%n",
                            " ".repeat(45)),
                    client.out.toString());
            String said = client.err.toString();
            assertTrue(said.matches("(?s).*closed with 1001, going away; connecting again in \\d+\\.\\d s.*"), said);
            assertTrue(said.contains("room: missed messages follow, marked <<"), said);
            assertTrue(said.contains("room: nothing is missing, replayed messages: 2"), said);
        }
    }

    @Test
    void showsMessagesInAPipeUnchanged() throws Exception {
        Script script = peer -> {
            opens(peer, "/chat?a=b&weft-resume=");
            peer.sendText(SIGN + "b room");
            peer.sendText(SIGN + "m room a2");
            peer.sendText("missed");
            peer.sendText(SIGN + "r room ok a2");
            peer.sendClose(1000, "");
            peer.read();
        };
        try (TinyServer server = new TinyServer(script)) {
            resume(server, Display.PIPE);

            assertEquals(String.format("missed%n"), client.out.toString());
            assertTrue(client.err.toString().contains(String.format("room: missed messages follow%n")));
        }
    }

    @Test
    void saysInWordsThatMessagesAreLost() throws Exception {
        Script script = peer -> {
            opens(peer, "/chat?a=b&weft-resume=");
            peer.sendText(SIGN + "r room lost a9");
            goAway(peer);
        };
        try (TinyServer server = new TinyServer(script, done("/chat?a=b&weft-resume=room:a9"))) {
            resume(server, Display.PIPE);

            server.awaitPlayed();
            String said = client.err.toString();
            assertTrue(said.contains("LOST: messages of room are missing; later ones follow"), said);
        }
    }

    @Test
    void sendsALongListOfPositionsFirst() throws Exception {
        String prefix = "x".repeat(125);
        Script before = peer -> {
            opens(peer, "/chat?a=b&weft-resume=");
            for (int i = 100; i < 160; i++) {
                peer.sendText(SIGN + "n " + prefix + i + " a1");
            }
            goAway(peer);
        };
        Script after = peer -> {
            opens(peer, "/chat?a=b&weft-resume=@");
            String list = peer.read().text();
            assertTrue(list.startsWith(SIGN + "p " + prefix + "100:a1,"), list);
            assertEquals(60, list.split(",").length);
            peer.sendClose(1000, "");
            peer.read();
        };
        try (TinyServer server = new TinyServer(before, after)) {
            assertEquals(0, resume(server, Display.PIPE));
            server.awaitPlayed();
        }
    }

    @Test
    void comesBackToAServerThatRestartsAndWhileItRefuses() throws Exception {
        Script restarts = peer -> {
            opens(peer, "/chat?a=b&weft-resume=");
            peer.sendClose(1012, "");
            peer.read();
        };
        Script refuses = peer -> peer.write("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
        try (TinyServer server = new TinyServer(restarts, refuses, done("/chat?a=b&weft-resume="))) {
            assertEquals(0, resume(server, Display.PIPE));

            server.awaitPlayed();
            String said = client.err.toString();
            assertTrue(said.contains("closed with 1012, service restart; connecting again in "), said);
            assertTrue(said.contains("cannot connect: the server answered with HTTP 503; connecting again in "), said);
            assertTrue(said.contains("connected to " + server.uri("/chat?a=b") + " again"), said);
        }
    }

    @Test
    void escapesWhatTheServerWouldTakeForAMark() throws Exception {
        Script script = peer -> {
            opens(peer, "/chat?a=b&weft-resume=");
            assertEquals(SIGN + SIGN + "p room:a1", peer.read().text());
            assertEquals("plain", peer.read().text());
            peer.sendClose(1000, "");
            peer.read();
        };
        try (TinyServer server = new TinyServer(script)) {
            StringReader lines = new StringReader(SIGN + "p room:a1\nplain\n");
            assertEquals(0, client.resume(server.uri("/chat?a=b"), FOR_EVER, Display.PIPE, lines));
            server.awaitPlayed();
        }
    }

    @Test
    void doesNotComeBackWhenTheServerIsDoneWithIt() throws Exception {
        Script script = peer -> {
            opens(peer, "/chat?a=b&weft-resume=");
            peer.sendClose(1008, "no");
            peer.read();
        };
        try (TinyServer server = new TinyServer(script)) {
            assertEquals(3, resume(server, Display.PIPE));
            assertFalse(client.err.toString().contains("again"), client.err::toString);
        }
    }

    @Test
    void doesNotComeBackAfterItsOwnClose() throws Exception {
        try (TinyServer server = ClientRun.echoServer()) {
            StringReader lines = new StringReader("/close 4000\nnever sent\n");
            assertEquals(0, client.resume(server.uri("/"), FOR_EVER, Display.PIPE, lines));
            assertFalse(client.err.toString().contains("again"), client.err::toString);
        }
    }

    @Test
    void failsAtOnceIfTheFirstConnectionDoes() throws Exception {
        try (TinyServer server = new TinyServer(peer -> peer.write("HTTP/1.1 404 Not Found\r\n\r\n"))) {
            assertEquals(1, client.resume(server.uri("/"), FOR_EVER, Display.PIPE, new StringReader("")));
        }
    }

    @Test
    void comesBackAfterTheEndOfInputAsLongAsItWouldWaitForMessages() throws Exception {
        Script lost = peer -> opens(peer, "/?weft-resume=");
        try (TinyServer server = new TinyServer(lost, done("/?weft-resume="))) {
            assertEquals(0, client.resume(server.uri("/"), FOR_EVER, Display.PIPE, new StringReader("")));
            server.awaitPlayed();
            String said = client.err.toString();
            assertTrue(said.contains("connection lost (1006)"), said);
        }
    }

    @Test
    void endsWhenItWouldNotWaitForMessagesAnyLonger() throws Exception {
        try (TinyServer server = new TinyServer(peer -> opens(peer, "/?weft-resume="))) {
            Duration silence = Duration.ofMillis(200);
            assertEquals(1, client.resume(server.uri("/"), silence, Display.PIPE, new StringReader("")));
        }
    }

    @Test
    void tellsThatALineWasNotSentAndEndsWhenTheUserEndsIt() throws Exception {
        try (TinyServer server = new TinyServer(peer -> opens(peer, "/?weft-resume="))) {
            int status = client.resume(server.uri("/"), new ConnectStreams.Lines() {
                private boolean typed;

                @Override
                public String next() {
                    while (!client.err.toString().contains("nothing is listening there")) {
                        Thread.onSpinWait();
                    }
                    String line = typed ? "/close" : "hello";
                    typed = true;
                    return line;
                }
            });

            assertEquals(1, status);
            assertTrue(client.err.toString().contains("not sent: not connected"), client.err::toString);
        }
    }
}
