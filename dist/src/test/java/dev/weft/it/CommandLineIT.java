package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says when it is used right, and wrong. */
class CommandLineIT {

    private static final Pattern STACK_TRACE = Pattern.compile("^\\s+at [a-z]+\\.", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    private static String assertExits(int code, String... arguments) throws Exception {
        return assertExits(code, WeftProcess.builder(arguments));
    }

    private static String assertExits(int code, ProcessBuilder builder) throws Exception {
        try (WeftProcess weft = WeftProcess.run(builder)) {
            int actual = weft.awaitExit();
            Await.until(() -> !weft.output().isEmpty(), () -> "it says nothing");
            assertEquals(code, actual, weft::output);
            assertFalse(STACK_TRACE.matcher(weft.output()).find(), weft::output);
            return weft.output();
        }
    }

    @Test
    void tellsItsVersionAndItsUse() throws Exception {
        assertTrue(assertExits(0, "--version").contains("0.1.0"));
        assertTrue(assertExits(0, "--help").contains("serve"));
        assertTrue(assertExits(0, "serve", "--help").contains("--max-message-size"));
    }

    @Test
    void listsThePluginsAndTheRejectedJars() throws Exception {
        Files.writeString(folder.resolve("broken.jar"), "this is no JAR");
        String list = assertExits(
                0,
                "plugins",
                "list",
                "--plugins-dir",
                WeftProcess.home().resolve("plugins").toString(),
                "--plugins-dir",
                folder.toString());
        for (String id : new String[] {"echo", "uppercase", "stdin-reply", "json-command", "channels", "broken.jar"}) {
            assertTrue(list.contains(id), () -> id + " is missing in:\n" + list);
        }
    }

    @Test
    void needsAHandlerAndNamesThoseItFound() throws Exception {
        assertTrue(assertExits(2, "serve").contains("json-command"));
        assertTrue(assertExits(2, "serve", "--handler", "nobody").contains("uppercase"));
    }

    @Test
    void letsNotEveryPageReachTheTerminal() throws Exception {
        String complaint = assertExits(2, "serve", "--port", "0", "--handler", "stdin-reply", "--origin", "*");
        assertTrue(complaint.contains("--origin=*") && complaint.contains("stdin-reply"), complaint);
        try (WeftProcess echo = WeftProcess.serve("--handler", "echo", "--origin", "*")) {
            assertFalse(echo.output().contains("--origin"), echo::output);
        }
    }

    @Test
    void namesTheFlagAndTheRangeOfAWrongValue() throws Exception {
        String complaint = assertExits(2, "serve", "--handler", "echo", "--port", "70000");
        assertTrue(complaint.contains("--port") && complaint.contains("65535"), complaint);
        assertTrue(assertExits(2, "serve", "--handler", "echo", "--max-message-size", "much")
                .contains("--max-message-size"));
    }

    @Test
    void saysInOneLineThatThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertTrue(
                    assertExits(1, "serve", "--handler", "echo", "--port", port).contains(port));
        }
    }

    @Test
    void saysInOneLineThatAnAddressIsNotThere() throws Exception {
        // RFC 5737: 192.0.2.0/24 is for documentation, and nobody's.
        String elsewhere = assertExits(1, "serve", "--handler", "echo", "--port", "0", "--host", "192.0.2.1");
        assertEquals(1, elsewhere.lines().count(), elsewhere);
        assertTrue(elsewhere.startsWith("weft: cannot listen on 192.0.2.1 port 0: "), elsewhere);

        for (String host : new String[] {"::", "::1"}) {
            ProcessBuilder withoutIpv6 =
                    WeftProcess.builder("serve", "--handler", "echo", "--port", "0", "--host", host);
            withoutIpv6.environment().put("WEFT_JAVA_OPTS", "-Djava.net.preferIPv4Stack=true");
            String said = assertExits(1, withoutIpv6);
            assertEquals(1, said.lines().count(), said);
            assertTrue(said.startsWith("weft: cannot listen on " + host + " port 0: "), said);
        }
    }

    @Test
    void saysWhichFolderCannotBeRead() throws Exception {
        String missing = folder.resolve("missing").toString();
        assertTrue(assertExits(1, "serve", "--handler", "echo", "--web-dir", missing)
                .contains(missing));
    }
}
