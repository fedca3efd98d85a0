package dev.weft.benchmarks;

import java.time.Duration;
import java.util.List;

/** The echo loads that servers are compared under. */
enum Load {
    /** One small message at a time: the cost of being woken up. */
    PING_PONG("64 B ping-pong, 100 connections", 64, 1, 100, 10_000),
    /** Many small messages at once: the cost of a message itself. */
    PIPELINED("64 B, 16 in flight, 64 connections", 64, 16, 64, 25_000),
    /** Large messages: the cost of a byte. */
    LARGE("64 KiB ping-pong, 16 connections", 65_536, 1, 16, 500);

    private final String label;
    private final int size;
    private final int inFlight;
    private final int connections;
    private final int slowest;

    Load(String label, int size, int inFlight, int connections, int slowest) {
        this.label = label;
        this.size = size;
        this.inFlight = inFlight;
        this.connections = connections;
        this.slowest = slowest;
    }

    String label() {
        return label;
    }

    /**
     * The load generator's options for it.
     *
     * <p>Why a number of messages, and not only a time, to warm up? On a busy machine a server gets through too few of them to
     * be compiled. The number is what the slowest peer answers in that time with a core of its own, rounded down.
     */
    List<String> options(Duration warmUp) {
        return List.of(
                "--size", Integer.toString(size),
                "--in-flight", Integer.toString(inFlight),
                "--connections", Integer.toString(connections),
                "--warm-up", Long.toString(warmUp.toSeconds()),
                "--warm-up-messages", Long.toString(warmUp.toSeconds() * slowest));
    }
}
