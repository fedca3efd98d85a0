package dev.weft.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StandardTerminalTest {

    @Test
    void findsNoTerminalWhenStandardInputIsAPipe() {
        // The tests' own JVM is driven over pipes.
        assertFalse(StandardTerminal.isPresent());
        assertFalse(StandardTerminal.isOutput());
    }

    @Test
    void neverSettlesForAscii() {
        assertFalse(StandardTerminal.charset().equals(StandardCharsets.US_ASCII));
        assertEquals("ü", new String("ü".getBytes(StandardTerminal.charset()), StandardTerminal.charset()));
    }

    @Test
    void takesNoFileOfTheJvmsForStandardInput() throws IOException {
        Path modules = Path.of(System.getProperty("java.home")).toRealPath().resolve("lib/modules");

        assertTrue(StandardTerminal.isOwnFile(modules));
        assertTrue(StandardTerminal.isOwnFile(Path.of("/opt/weft/lib/weft-server.jar")));
    }

    @Test
    void takesAnyOtherFileForStandardInput() throws IOException {
        assertFalse(StandardTerminal.isOwnFile(Path.of("/dev/null")));
        assertFalse(StandardTerminal.isOwnFile(Path.of("/home/me/answers.txt")));
        assertFalse(StandardTerminal.isOwnFile(Path.of("pipe:[4711]")));
    }

    @Test
    void seesAProcessInTheForeground() {
        assertTrue(StandardTerminal.isForeground("4711 (java) S 4700 4711 4700 34817 4711 4194304 0"));
    }

    @Test
    void seesAProcessInTheBackground() {
        assertFalse(StandardTerminal.isForeground("4711 (java) S 4700 4711 4700 34817 4700 4194304 0"));
    }

    @Test
    void isNotFooledByTheNameOfAProcess() {
        assertFalse(StandardTerminal.isForeground("4711 (a) S 1 9 9 9 9 (b) S 4700 4711 4700 34817 4700 0"));
    }

    @Test
    void takesASystemThatDoesNotTellForTheForeground() {
        assertTrue(StandardTerminal.isForeground(""));
    }
}
