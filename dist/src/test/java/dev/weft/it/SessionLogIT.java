package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What the log of the packaged server says of a session. */
class SessionLogIT {

    @Test
    void tellsOfASessionFromItsOpeningToItsEndAndOfEachFrame() throws Exception {
        try (WeftProcess server = WeftProcess.serve("--handler", "echo", "--log-level", "trace")) {
            try (JdkClient client = JdkClient.connect(server.ws("/a%20path"))) {
                assertEquals("text he\u001bllo", client.send("he\u001bllo").next());
            }

            server.awaitOutput("DEBUG \\[SessionLog] % #1 opened: /127\\.0\\.0\\.1:\\d+, echo#1, /a%20path");
            server.awaitOutput("TRACE \\[SessionLog] < #1 text of 6 bytes: he\\\\x1Bllo");
            server.awaitOutput("TRACE \\[SessionLog] > #1 text of 6 bytes: he\\\\x1Bllo");
            server.awaitOutput("DEBUG \\[SessionLog] % #1 ended: 1006 after \\d+\\.\\d s; "
                    + "messages received: 1 \\(6 bytes\\), sent: 1 \\(6 bytes\\)");
        }
    }
}
