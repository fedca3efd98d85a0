package dev.weft.server.connection;

import dev.weft.engine.handshake.HandshakeOutcome;
import dev.weft.engine.http.HeadLimits;
import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.http.HttpStatus;
import dev.weft.engine.message.MessageLimits;
import dev.weft.engine.session.BufferPool;
import dev.weft.server.config.Timeouts;
import dev.weft.server.web.ErrorAnswers;
import dev.weft.server.web.WebSite;

/**
 * What all connections of a server share. Everything in it is thread-safe.
 *
 * @param clock the watchdog's time
 * @param registry the open connections
 * @param routes which handler answers where
 * @param proxies who is believed about the client's address
 * @param site what answers requests that are no opening handshakes
 * @param errors what answers requests that are refused
 * @param maxConnections how many connections are let in
 * @param headLimits of a request head
 * @param messageLimits of a message
 * @param compression what is agreed to, and what it takes
 * @param timeouts how long anything may take
 * @param arrays receive arrays for who is busy
 * @param outboxes settings of every outbox
 */
record SharedServices(
        CoarseClock clock,
        ConnectionRegistry registry,
        Routes routes,
        TrustedProxies proxies,
        WebSite site,
        ErrorAnswers errors,
        int maxConnections,
        HeadLimits headLimits,
        MessageLimits messageLimits,
        MessageCompression compression,
        Timeouts timeouts,
        BufferPool arrays,
        OutboxSettings outboxes) {

    /** The answer to one connection too many. */
    static final HandshakeOutcome.Rejected TOO_MANY_CONNECTIONS = HandshakeOutcome.Rejected.of(
            HttpStatus.SERVICE_UNAVAILABLE, HeaderFields.of("Retry-After", "5"), "too many connections");

    /** Whether one connection more would be turned away. */
    boolean isFull() {
        return registry.size() >= maxConnections;
    }
}
