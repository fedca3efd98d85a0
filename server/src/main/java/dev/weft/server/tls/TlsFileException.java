package dev.weft.server.tls;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Says in one plain line which file cannot be used, and why. */
public final class TlsFileException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean mayPass;

    /** What is in the file is of no use. */
    TlsFileException(Path file, String why) {
        this(file, why, false);
    }

    private TlsFileException(Path file, String why, boolean mayPass) {
        super(file + ": " + why);
        this.mayPass = mayPass;
    }

    /** The file will be of use, with the same content. */
    static TlsFileException forNow(Path file, String why) {
        return new TlsFileException(file, why, true);
    }

    static TlsFileException unreadable(Path file, IOException why) {
        return forNow(
                file,
                switch (why) {
                    case NoSuchFileException absent -> "no such file";
                    case AccessDeniedException denied -> "permission denied";
                    case FileSystemException other ->
                        Optional.ofNullable(other.getReason()).orElse("cannot be read");
                    default -> Optional.ofNullable(why.getMessage()).orElse("cannot be read");
                });
    }

    /** Whether it may be gone although the file stays as it is, so that trying again makes sense. */
    boolean mayPass() {
        return mayPass;
    }

    /** The line. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
