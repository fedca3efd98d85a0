package dev.weft.server.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogOutputTest {

    private static final Logger LOG = LoggerFactory.getLogger(LogOutputTest.class);

    private final List<String> lines = new CopyOnWriteArrayList<>();

    @AfterEach
    void reset() {
        LogOutput.printToStandardError();
        LogOutput.level("info");
    }

    @Test
    void printsThroughThePrompt() {
        LogOutput.printThrough(lines::add);

        LOG.info("seen");

        assertEquals(1, lines.size());
        assertTrue(lines.get(0).endsWith(" INFO  [LogOutputTest] seen"), lines::toString);
    }

    @Test
    void takesWhatHandlersLogThroughTheJdk() {
        LogOutput.printThrough(lines::add);

        System.getLogger("echo").log(System.Logger.Level.WARNING, "from {0}", "a handler");

        assertEquals(1, lines.size());
        assertTrue(lines.get(0).endsWith(" WARN  [echo] from a handler"), lines::toString);
    }

    @Test
    void logsFromItsLevelOn() {
        LogOutput.printThrough(lines::add);

        LOG.debug("not at info");
        LogOutput.level("debug");
        LOG.debug("at debug");
        LogOutput.level("error");
        LOG.warn("not at error");

        assertEquals(1, lines.size());
        assertTrue(lines.get(0).endsWith("at debug"), lines::toString);
    }
}
