package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The operator answers: on a pipe, and on a real terminal. */
class StdinReplyIT {

    private static final Path SCRIPT = Path.of("/usr/bin/script");

    @Test
    void answersFromAPipeInOrderAndRefusesAfterItsEnd() throws Exception {
        try (WeftProcess server = WeftProcess.serve("--handler", "stdin-reply");
                JdkClient first = JdkClient.connect(server.ws("/"));
                JdkClient second = JdkClient.connect(server.ws("/"));
                JdkClient third = JdkClient.connect(server.ws("/"))) {
            server.type("a\nb\n");
            server.endInput();

            assertEquals("text a", first.send("one").next());
            assertEquals("text b", second.send("two").next());
            assertEquals("close 1013", third.send("three").next().substring(0, 10));
            try (JdkClient late = JdkClient.connect(server.ws("/"))) {
                assertEquals("close 1013", late.next().substring(0, 10));
            }
            assertTrue(server.isAlive());
        }
    }

    @Test
    void releasesAWaitingHandlerWhenItsClientLeaves() throws Exception {
        try (WeftProcess server = WeftProcess.serve("--handler", "stdin-reply");
                JdkClient stays = JdkClient.connect(server.ws("/"))) {
            try (JdkClient leaves = JdkClient.connect(server.ws("/"))) {
                leaves.send("never mind");
                server.awaitOutput("never mind");
                leaves.socket().sendClose(1000, "").join();
                assertEquals("close 1000", leaves.next());
            }
            stays.send("still here");
            server.awaitOutput("still here");
            server.type("good\n");

            assertEquals("text good", stays.next());
        }
    }

    @Test
    void answersThreeWaitingClientsOnATerminal() throws Exception {
        assumeTrue(Files.isExecutable(SCRIPT), "util-linux's script makes the terminal");
        try (WeftProcess server = onTerminal()) {
            server.awaitListening();
            try (JdkClient first = JdkClient.connect(server.ws("/"));
                    JdkClient second = JdkClient.connect(server.ws("/"));
                    JdkClient third = JdkClient.connect(server.ws("/"))) {
                first.send("from one");
                server.awaitOutput("from one");
                second.send("from two");
                server.awaitOutput("from two");
                third.send("from three");
                server.awaitOutput("from three");

                server.type("@2 to the second\r");
                assertEquals("text to the second", second.next());
                server.type("to the oldest\r");
                assertEquals("text to the oldest", first.next());
                first.send("again");
                server.awaitOutput("again");
                server.type("@all to everyone\r");
                assertEquals("text to everyone", third.next());
                assertEquals("text to everyone", first.next());
            }
        }
    }

    /** The server in a pseudo-terminal, as a person would see it. */
    private static WeftProcess onTerminal() throws Exception {
        ProcessBuilder weft = WeftProcess.builder("serve", "--port", "0", "--handler", "stdin-reply");
        String command = String.join(
                " ", weft.command().stream().map(word -> "'" + word + "'").toList());
        weft.command(List.of(SCRIPT.toString(), "--quiet", "--flush", "--return", "--command", command, "/dev/null"));
        weft.environment().put("TERM", "xterm");
        return WeftProcess.run(weft);
    }
}
