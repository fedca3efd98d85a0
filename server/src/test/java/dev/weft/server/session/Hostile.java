package dev.weft.server.session;

import dev.weft.spi.CloseException;
import dev.weft.spi.CloseStatus;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Exceptions of a plugin's own classes, whose methods do what no exception's should. */
final class Hostile {

    private Hostile() {}

    /** Throws from everything it is asked. */
    static RuntimeException unprintable() {
        return new Unprintable(() -> {
            throw new IllegalStateException("from its own method");
        });
    }

    /** Recurses from everything it is asked until the stack overflows. */
    static RuntimeException recursive() {
        return new Unprintable(Hostile::recurse);
    }

    /** Answers null to everything it is asked. */
    static RuntimeException saysNull() {
        return new Unprintable(() -> null);
    }

    @SuppressWarnings("InfiniteRecursion")
    private static @Nullable Object recurse() {
        return recurse();
    }

    private static final class Unprintable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Supplier<@Nullable Object> answer;

        Unprintable(Supplier<@Nullable Object> answer) {
            super("unprintable");
            this.answer = answer;
        }

        @Override
        public @Nullable String getMessage() {
            return (String) answer.get();
        }

        @Override
        @SuppressWarnings("NullAway") // What it must not do is what it does.
        public String toString() {
            return (String) answer.get();
        }

        // Throwable.getCause is synchronized.
        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public @Nullable Throwable getCause() {
            return (Throwable) answer.get();
        }

        @Override
        @SuppressWarnings("NullAway")
        public StackTraceElement[] getStackTrace() {
            return (StackTraceElement[]) answer.get();
        }
    }

    /** An error of the linker's kind that cannot be printed. */
    static final class Unlinked extends LinkageError {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("from getMessage");
        }
    }

    /** An exception of memory that has none for its text. */
    static final class Exhausted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        @SuppressWarnings("OverrideThrowableToString")
        public String toString() {
            throw new OutOfMemoryError("from toString");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new OutOfMemoryError("from getStackTrace");
        }
    }

    /** Wants a close status that is not to be had. */
    static final class Wanting extends CloseException {

        private static final long serialVersionUID = 1L;

        private final transient Supplier<@Nullable CloseStatus> answer;

        Wanting(Supplier<@Nullable CloseStatus> answer) {
            super(CloseStatus.NORMAL);
            this.answer = answer;
        }

        @Override
        @SuppressWarnings("NullAway")
        public CloseStatus status() {
            return answer.get();
        }
    }
}
