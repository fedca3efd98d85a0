package dev.weft.server.config;

import java.time.Duration;

/**
 * How long anything may take. Zero turns a timeout off, except {@code close} and {@code shutdown}: ending must not take
 * forever.
 *
 * @param handshake from accept to the end of the request head, TLS included
 * @param message from the first byte of a message to its last
 * @param pingInterval silence after which a ping is sent
 * @param pong wait for anything from the peer after that ping
 * @param idle time without a data message after which a session is closed
 * @param write time a write may make no progress
 * @param close wait for the peer's Close after ours
 * @param shutdown time an orderly stop may take, after all sessions were closed
 * @param drainSpread time over which an orderly stop closes the sessions; zero closes all at once
 */
public record Timeouts(
        Duration handshake,
        Duration message,
        Duration pingInterval,
        Duration pong,
        Duration idle,
        Duration write,
        Duration close,
        Duration shutdown,
        Duration drainSpread) {

    /**
     * Checks that none is negative, and that {@code close} and {@code shutdown} are positive.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Timeouts {
        requireNotNegative("handshake", handshake);
        requireNotNegative("message", message);
        requireNotNegative("pingInterval", pingInterval);
        requireNotNegative("pong", pong);
        requireNotNegative("idle", idle);
        requireNotNegative("write", write);
        requirePositive("close", close);
        requirePositive("shutdown", shutdown);
        requireNotNegative("drainSpread", drainSpread);
    }

    private static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " is " + value + ", and must not be negative");
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " is " + value + ", and must be positive");
        }
    }
}
