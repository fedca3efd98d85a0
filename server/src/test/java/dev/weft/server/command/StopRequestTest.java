package dev.weft.server.command;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopRequestTest {

    @Test
    void endsTheWaitForGood() {
        StopRequest request = new StopRequest();
        Thread.ofVirtual().start(request::request);

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            request.await();
            request.request();
            request.await();
        });
    }
}
