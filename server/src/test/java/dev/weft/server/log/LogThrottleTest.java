package dev.weft.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LogThrottleTest {

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = new LoggerContext().getLogger("test");
    // Nearly at the end of a long, to prove that only differences count.
    private long now = Long.MAX_VALUE - 5;
    private final LogThrottle throttle = new LogThrottle(logger, () -> now);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @Test
    void logsTenLinesOfAKindASecond() {
        log("bad frame", 25);

        assertEquals(repeated("bad frame", 10), logged());
    }

    @Test
    void countsEachKindApart() {
        log("bad frame", 11);
        log("bad head", 10);

        assertEquals(20, logged().size());
    }

    @Test
    void tellsTheNumberWithTheFirstLineOfALaterSecond() {
        log("bad frame", 25);
        pass(1_000);
        lines.list.clear();

        log("bad frame", 1);

        assertEquals(List.of("15 more: bad frame", "bad frame"), logged());
    }

    @Test
    void beginsNoNewSecondEarly() {
        log("bad frame", 10);
        pass(999);
        lines.list.clear();

        log("bad frame", 1);

        assertEquals(List.of(), logged());
    }

    @Test
    void ofEveryClassTellsTheNumberWhenNoLineFollows() {
        LogThrottle ofAClass = new LogThrottle(logger);
        for (int i = 0; i < 12; i++) {
            ofAClass.log(Level.INFO, "peer cut", () -> "peer cut");
        }

        // The second that this takes is one of the real clock.
        while (!logged().contains("2 more: peer cut")) {
            LogThrottle.flushAll();
            Thread.onSpinWait();
        }
    }

    @Test
    void tellsTheNumberWhenNoLineFollows() {
        log("bad frame", 12);
        lines.list.clear();

        throttle.flush();
        assertEquals(List.of(), logged());

        pass(1_000);
        throttle.flush();
        throttle.flush();
        assertEquals(List.of("2 more: bad frame"), logged());
    }

    @Test
    void makesNoLineThatIsNotLogged() {
        logger.setLevel(ch.qos.logback.classic.Level.ERROR);

        throttle.log(Level.WARN, "bad frame", () -> fail("made a line for nothing"));

        assertEquals(List.of(), logged());
    }

    private void log(String kind, int times) {
        IntStream.range(0, times).forEach(i -> throttle.log(Level.WARN, kind, () -> kind));
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private List<String> logged() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static List<String> repeated(String line, int times) {
        return IntStream.range(0, times).mapToObj(i -> line).toList();
    }
}
