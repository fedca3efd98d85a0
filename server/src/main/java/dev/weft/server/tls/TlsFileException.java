package dev.weft.server.tls;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reports in one line which file cannot be used, and why. */
public final class TlsFileException extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean mayPass;

    /** Reports that the content of the file is unusable. */
    TlsFileException(Path file, String why) {
        this(file, why, false);
    }

    private TlsFileException(Path file, String why, boolean mayPass) {
        super(file + ": " + why);
        this.mayPass = mayPass;
    }

    /** Reports a temporary problem: the file may become usable with the same content. */
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

    /** Whether the problem may pass although the file does not change, so that retrying makes sense. */
    boolean mayPass() {
        return mayPass;
    }

    /** The reason, in one line. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
