package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The whole process stands still for longer than any of its timeouts, as in a paused virtual machine, and goes on. */
class StoppedProcessIT {

    private static final String TIMEOUT = "3s";

    /** Longer than a ping and the wait for its pong. */
    private static final long STOPPED_NANOS = TimeUnit.SECONDS.toNanos(8);

    @Test
    void nobodyWhoWasHealthyIsCut() throws Exception {
        try (WeftProcess server = WeftProcess.serve(
                        "--handler",
                        "echo",
                        "--ping-interval",
                        TIMEOUT,
                        "--pong-timeout",
                        TIMEOUT,
                        "--idle-timeout",
                        "6s",
                        "--handshake-timeout",
                        TIMEOUT);
                RawClient pinged = RawClient.open(server.port(), "/");
                JdkClient client = JdkClient.connect(server.ws("/"))) {
            // First: it takes as long as the handshake of the one that is opening may.
            assertEquals(RawClient.PING, pinged.read().opcode());
            try (RawClient opening = RawClient.connect(server.port())) {
                byte[] handshake = RawClient.handshake("/");
                opening.write(Arrays.copyOf(handshake, 20));
                assertEquals("text before", client.send("before").next());

                stop(server);

                server.awaitOutput("the process stood still for \\d+ s");
                opening.write(Arrays.copyOfRange(handshake, 20, handshake.length));
                assertTrue(opening.readHead().startsWith("HTTP/1.1 101 "));
            }
            assertEquals("text after", client.send("after").next());
            pinged.write(RawClient.message(RawClient.PONG, new byte[0]));
            pinged.text("after");
            assertEquals("after", pinged.read().text());
            assertFalse(server.output().contains("aborted: "), server::output);
        }
    }

    /** Stops it by signal, and has it go on. */
    private static void stop(WeftProcess server) throws Exception {
        signal(server, "-STOP");
        try {
            long since = System.nanoTime();
            Await.until(() -> System.nanoTime() - since > STOPPED_NANOS, () -> "time stands still");
        } finally {
            signal(server, "-CONT");
        }
    }

    private static void signal(WeftProcess server, String signal) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", signal, Long.toString(server.pid()))
                        .inheritIO()
                        .start()
                        .waitFor());
    }
}
