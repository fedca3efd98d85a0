package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A client's inbox is full, so that nobody reads its socket, while its handler waits for the operator: its end is noticed all
 * the same, whoever brings it about, and one that waits honestly is left alone.
 */
class FullInboxIT {

    /** More than the 16 that an inbox holds until its reader is held up. */
    private static final int MESSAGES = 40;

    private static final byte[] MESSAGE = RawClient.message(RawClient.BINARY, new byte[1_000]);

    private WeftProcess server;

    @BeforeEach
    void serve() throws Exception {
        server = WeftProcess.serve(
                "--handler=stdin-reply",
                "--log-level=debug",
                "--ping-interval=1s",
                "--pong-timeout=1s",
                "--write-timeout=0");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aClientWhoseCableWasPulledIsNoticed() throws Exception {
        try (FaultProxy network = FaultProxy.to(server)) {
            ask(network.port());

            network.stall();

            assertEnds(1006);
        }
    }

    @Test
    void aClientThatResetsIsNoticed() throws Exception {
        ask(server.port()).reset();

        assertEnds(1006);
    }

    @Test
    void aClientThatSaysNothingMoreAndGoesIsNoticed() throws Exception {
        ask(server.port()).close();

        assertEnds(1006);
    }

    @Test
    void theOperatorsCloseEndsIt() throws Exception {
        try (RawClient client = ask(server.port())) {
            server.type("/close 1 4000 enough\n");

            assertEquals(4000, client.awaitClose());
            client.close(4000);

            assertEnds(4000);
        }
    }

    @Test
    void oneThatWaitsHonestlyIsLeftAloneAndAnswered() throws Exception {
        try (RawClient client = ask(server.port())) {
            // More than ping interval and pong timeout together, twice.
            for (int pings = 0; pings < 5; ) {
                RawClient.Frame frame = client.read();
                assertFalse(frame.opcode() == RawClient.CLOSE, "closed while it waited");
                if (frame.opcode() == RawClient.PING) {
                    pings++;
                    client.write(RawClient.message(RawClient.PONG, frame.payload()));
                }
            }
            server.type("at last\n");

            assertEquals("at last", client.readAndPong().text());
        }
    }

    /** The client has asked its question, and has sent more than is taken of it. */
    private RawClient ask(int port) throws Exception {
        RawClient client = RawClient.open(port, "/");
        client.text("a question");
        server.awaitOutput("a question");
        for (int i = 0; i < MESSAGES; i++) {
            client.write(MESSAGE);
        }
        return client;
    }

    /** Neither the session nor its question is left. */
    private void assertEnds(int code) {
        server.awaitOutput("% #1 ended: " + code);
        server.type("/list\n");
        server.awaitOutput("0 connected, 0 waiting");
    }
}
