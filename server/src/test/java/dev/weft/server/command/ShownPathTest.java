package dev.weft.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShownPathTest {

    @Test
    void isRelativeBelowTheWorkingDirectory() {
        assertEquals(
                Path.of("a", "b.jar").toString(),
                ShownPath.of(Path.of("a", "x", "..", "b.jar").toAbsolutePath()));
        assertEquals(Path.of("a", "b.jar").toString(), ShownPath.of(Path.of("a", "b.jar")));
    }

    @Test
    void isAbsoluteElsewhere() {
        Path elsewhere = Path.of("..", "b.jar").toAbsolutePath().normalize();

        assertEquals(elsewhere.toString(), ShownPath.of(Path.of("..", "b.jar")));
        assertEquals(Path.of("").toAbsolutePath().toString(), ShownPath.of(Path.of("")));
    }
}
