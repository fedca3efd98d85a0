package dev.weft.server.tls;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Says in one plain line which file cannot be used, and why. */
public final class BadTlsFile extends IOException {

    private static final long serialVersionUID = 1L;

    BadTlsFile(Path file, String why) {
        super(file + ": " + why);
    }

    static BadTlsFile unreadable(Path file, IOException why) {
        return new BadTlsFile(
                file,
                switch (why) {
                    case NoSuchFileException absent -> "no such file";
                    case AccessDeniedException denied -> "permission denied";
                    case FileSystemException other ->
                        Optional.ofNullable(other.getReason()).orElse("cannot be read");
                    default -> Optional.ofNullable(why.getMessage()).orElse("cannot be read");
                });
    }

    /** The line. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
