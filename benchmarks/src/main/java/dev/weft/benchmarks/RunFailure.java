package dev.weft.benchmarks;

/** A server or the load generator did not do what the measurement needs; the other servers are still measured. */
final class RunFailure extends Exception {

    private static final long serialVersionUID = 1L;

    RunFailure(String message) {
        super(message);
    }
}
