package dev.weft.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weft.server.plugin.HandlerState;
import dev.weft.server.plugin.PluginReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class PluginTableTest {

    private static final PluginReport ECHO = new PluginReport(
            Path.of("/p/echo.jar"),
            "echo",
            "Sends it back.",
            List.of(),
            "1.2",
            HandlerState.VERIFIED,
            "",
            List.of("bundles the SPI"));
    private static final PluginReport FAILED = new PluginReport(
            Path.of("/p/failed.jar"),
            "failed",
            "Breaks.\u202e",
            List.of(),
            "",
            HandlerState.FAILED,
            "start threw\nforged",
            List.of());
    private static final PluginReport REJECTED = new PluginReport(
            Path.of("/p/bad.jar"), "", "", List.of(), "", HandlerState.REJECTED, "not a JAR", List.of());

    @Test
    void listsHandlersInATable() {
        assertEquals("""
                ID      VERSION  STATE     JAR            DESCRIPTION
                echo    1.2      verified  /p/echo.jar    Sends it back.
                failed  -        failed    /p/failed.jar  Breaks.\\u202E
                """, printed(PluginTable::print));
    }

    @Test
    void listsTheHandlersToChooseFrom() {
        assertEquals("  echo    Sends it back.\n  failed  Breaks.\\u202E\n", printed(PluginTable::printChoice));
    }

    @Test
    void tellsEveryProblemInOneLine() {
        assertEquals("""
                warning: /p/echo.jar (echo): bundles the SPI
                failed: /p/failed.jar (failed): start threw\\nforged
                rejected: /p/bad.jar: not a JAR
                """, printed(PluginTable::printProblems));
    }

    @Test
    void takesARejectedJarForNoHandler() {
        assertFalse(new PluginTable(List.of(REJECTED)).hasHandlers());
    }

    private static String printed(BiConsumer<PluginTable, PrintWriter> part) {
        StringWriter out = new StringWriter();
        part.accept(new PluginTable(List.of(ECHO, FAILED, REJECTED)), new PrintWriter(out, true));
        return out.toString();
    }
}
