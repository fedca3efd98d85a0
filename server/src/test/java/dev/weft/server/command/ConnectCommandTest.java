package dev.weft.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ConnectCommandTest {

    private final StringWriter err = new StringWriter();

    @Test
    void needsAnUrl() {
        assertEquals(2, run());
        assertEquals("weft: Missing required parameter: 'URL'\n", err.toString());
    }

    @Test
    void refusesWhatIsNoUrl() {
        assertEquals(2, run("ws://a b/"));
        assertTrue(err.toString().startsWith("weft: ws://a b/: not a URL ("), err::toString);
    }

    @Test
    void refusesAHeaderWithoutAName() {
        assertEquals(2, run("--header", "bad", "ws://127.0.0.1:1/"));
        assertEquals("weft: --header=bad: 'Name: value' is needed\n", err.toString());
    }

    @Test
    void refusesATimeWithoutAUnit() {
        assertEquals(2, run("--wait", "3", "ws://127.0.0.1:1/"));
        assertEquals("weft: --wait=3: a time with its unit is needed\n", err.toString());
    }

    @Test
    void takesAnAddressWithoutAScheme() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertEquals(1, run("127.0.0.1:" + port + "/ws/echo"));
        assertTrue(err.toString().startsWith("cannot connect to ws://127.0.0.1:" + port + "/ws/echo: "), err::toString);
    }

    private int run(String... args) {
        String[] line = new String[args.length + 1];
        line[0] = "connect";
        System.arraycopy(args, 0, line, 1, args.length);
        return WeftCommand.commandLine(
                        new StandardStreams(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream()))
                .setErr(new PrintWriter(err, true))
                .execute(line);
    }
}
