package dev.weft.server.connection;

import dev.weft.engine.handshake.HandshakeOutcome;
import dev.weft.engine.http.HeadLimits;
import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.http.HttpStatus;
import dev.weft.engine.message.MessageLimits;
import dev.weft.engine.session.BufferPool;
import dev.weft.server.config.Timeouts;
import dev.weft.server.outbound.MessageCompression;
import dev.weft.server.outbound.OutboxSettings;
import dev.weft.server.resource.CoarseClock;
import dev.weft.server.web.ErrorAnswers;
import dev.weft.server.web.WebSite;

/**
 * The services that all connections of a server share. All of them are thread-safe.
 *
 * @param clock the watchdog's clock
 * @param registry the open connections
 * @param routes which handler answers at which path
 * @param proxies the proxies trusted to tell the client's address
 * @param site answers requests that are not opening handshakes
 * @param errors answers requests that are refused
 * @param maxConnections the most open connections
 * @param headLimits of a request head
 * @param messageLimits of a message
 * @param compression negotiates permessage-deflate, and does it
 * @param timeouts the timeouts
 * @param arrays receive arrays for busy connections
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

    /** The answer to a connection over the limit. */
    static final HandshakeOutcome.Rejected TOO_MANY_CONNECTIONS = HandshakeOutcome.Rejected.of(
            HttpStatus.SERVICE_UNAVAILABLE, HeaderFields.of("Retry-After", "5"), "too many connections");

    /** Whether another connection would be turned away. */
    boolean isFull() {
        return registry.size() >= maxConnections;
    }
}
