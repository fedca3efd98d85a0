package dev.weft.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ConnectRunTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void opensAllAndEchoesOnAHundred() throws IOException {
        try (EchoFixture server = new EchoFixture((out, payload, index) -> EchoFixture.frame(out, 0x81, payload))) {
            assertTrue(run(server.url(), 250));
        }

        assertTrue(printed.toString().contains("CONNECTED connections=250 "), printed.toString());
        assertTrue(printed.toString().contains("ECHOED messages=100"), printed.toString());
    }

    @Test
    void failsIfTheSampleIsNotEchoed() throws IOException {
        try (EchoFixture server =
                new EchoFixture((out, payload, index) -> EchoFixture.frame(out, 0x81, new byte[64]))) {
            assertFalse(run(server.url(), 3));
        }

        assertTrue(printed.toString().contains("ECHOED messages=0"), printed.toString());
    }

    @Test
    void failsIfNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertFalse(run("ws://127.0.0.1:" + port + "/", 3));

        assertTrue(printed.toString().contains("connections=0 "), printed.toString());
        assertTrue(printed.toString().contains("errors=3"), printed.toString());
    }

    private boolean run(String url, int connections) throws IOException {
        Duration limit = Duration.ofSeconds(20);
        ConnectRun run = new ConnectRun(Target.parse(url), connections, limit, limit);
        return run.run(new ByteArrayInputStream(new byte[] {'\n'}), new PrintStream(printed));
    }
}
