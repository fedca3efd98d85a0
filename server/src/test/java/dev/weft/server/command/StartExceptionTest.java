package dev.weft.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class StartExceptionTest {

    @Test
    void saysWhyInPlainWords() {
        assertEquals("f: no such file", message(new NoSuchFileException("f")));
        assertEquals("f: permission denied", message(new AccessDeniedException("f")));
        assertEquals("f: Is a directory", message(new FileSystemException("f", null, "Is a directory")));
        assertEquals("f: Address already in use", message(new BindException("Address already in use")));
        assertEquals("f: java.io.IOException", message(new IOException()));
    }

    private static String message(IOException why) {
        return String.valueOf(new StartException("f", why).getMessage());
    }
}
