package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The terminal client against the packaged server. */
class ConnectCommandIT {

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
}
