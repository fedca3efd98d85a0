package dev.weft.server.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** The arguments are valid, but the server cannot start. The message is one line. */
final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    /** Reports something that could not be read or bound. */
    StartException(String what, IOException why) {
        super(what + ": " + reason(why), why);
    }

    private static String reason(IOException why) {
        return switch (why) {
            case NoSuchFileException absent -> "no such file";
            case AccessDeniedException denied -> "permission denied";
            case FileSystemException other ->
                Optional.ofNullable(other.getReason()).orElse(other.toString());
            default -> Optional.ofNullable(why.getMessage()).orElse(why.toString());
        };
    }
}
