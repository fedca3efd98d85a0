package dev.weft.benchmarks.load;

/** The server sent something that RFC 6455 or the echo contract does not allow. */
final class ProtocolError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProtocolError(String message) {
        super(message);
    }
}
