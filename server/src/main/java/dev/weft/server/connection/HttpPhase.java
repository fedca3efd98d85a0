package dev.weft.server.connection;

import dev.weft.engine.deflate.DeflateParameters;
import dev.weft.engine.handshake.HandshakeInquiry;
import dev.weft.engine.handshake.HandshakeOutcome;
import dev.weft.engine.handshake.HandshakePolicy;
import dev.weft.engine.handshake.OpeningHandshake;
import dev.weft.engine.http.HeadOutcome;
import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.http.HttpStatus;
import dev.weft.engine.http.RequestHead;
import dev.weft.engine.http.RequestHeadParser;
import dev.weft.engine.http.ResponseHead;
import dev.weft.server.log.LogThrottle;
import dev.weft.server.net.Transport;
import dev.weft.server.outbound.LingeringClose;
import dev.weft.server.outbound.SocketWriter;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.resource.Deadline;
import dev.weft.server.session.GenerationPin;
import dev.weft.server.session.ServerHandshake;
import dev.weft.server.web.KeepAlive;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The HTTP phase of a connection: answers requests one after the other, until one of them opens a WebSocket or the
 * connection ends.
 */
final class HttpPhase {

    private static final Logger LOG = LoggerFactory.getLogger(HttpPhase.class);

    /** For lines that an operator needs but that a page can cause any number of times. */
    private static final LogThrottle THROTTLED = new LogThrottle(LOG);

    /** Why 1 KiB? Most heads of a browser's requests fit; longer ones take a second read. */
    private static final int READ_SIZE = 1024;

    /** Why 100? Enough for a page and its parts; after that, reconnecting costs the client little. */
    private static final int MAX_REQUESTS = 100;

    /** Why 15 s? A page's next request comes at once or not at all. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    /**
     * A WebSocket that was opened: the 101 is written.
     *
     * @param id the session's number: given before the 101 is written, so that clients that connect one after the other
     *     are numbered in that order
     * @param head the request
     * @param client the client that sent it
     * @param accepted the accepted handshake
     * @param deflate parameters of permessage-deflate, if it was agreed on
     * @param generation the handler's generation, which the connection pins from now on
     * @param early bytes after the head
     */
    record Upgrade(
            long id,
            RequestHead head,
            InetSocketAddress client,
            HandshakeOutcome.Accepted accepted,
            Optional<DeflateParameters> deflate,
            Generation generation,
            ByteBuffer early) {

        ServerHandshake handshake() {
            return new ServerHandshake(
                    head.path(),
                    head.query(),
                    head.fields(),
                    accepted.subprotocol().orElse(null),
                    client);
        }
    }

    private final Transport transport;
    private final SocketWriter writer;
    private final Deadline deadline;
    private final SharedServices services;
    private final GenerationPin pin;
    private final RequestHeadParser parser;
    private final ByteBuffer in = ByteBuffer.allocate(READ_SIZE).flip();

    /** Whether the server waits for a request; until one has begun, it owes the peer no answer. */
    private volatile boolean awaitingRequest;

    HttpPhase(Transport transport, SocketWriter writer, Deadline deadline, SharedServices services, GenerationPin pin) {
        this.transport = transport;
        this.writer = writer;
        this.deadline = deadline;
        this.services = services;
        this.pin = pin;
        this.parser = new RequestHeadParser(services.headLimits());
    }

    /** Answers requests until a WebSocket opens; null when the connection is over and every answer was written. */
    @Nullable
    Upgrade run() throws IOException {
        deadline.in(services.timeouts().handshake());
        for (int request = 1; request <= MAX_REQUESTS; request++) {
            RequestHead head = readHead();
            if (head == null) {
                return null;
            }
            deadline.never();
            if (OpeningHandshake.isUpgrade(head)) {
                return upgrade(head);
            }
            if (HandshakeInquiry.isInquiry(head)) {
                answerInquiry(head);
                return null;
            }
            if (answer(head) == KeepAlive.CLOSE || services.registry().isStopping()) {
                break;
            }
            deadline.in(KEEP_ALIVE);
        }
        LingeringClose.part(transport, deadline);
        return null;
    }

    /**
     * Whether this waits for a request; otherwise it answers one, or is about to begin a session that is not visible
     * yet.
     */
    boolean isAwaitingRequest() {
        return awaitingRequest;
    }

    private KeepAlive answer(RequestHead head) throws IOException {
        return services.site().respond(head, writer::write);
    }

    /** The next request; null if the peer is gone or what it sent was refused. */
    private @Nullable RequestHead readHead() throws IOException {
        while (true) {
            switch (parser.parse(in)) {
                case HeadOutcome.Complete complete -> {
                    return complete.head();
                }
                case HeadOutcome.Bad bad -> {
                    LOG.debug(
                            "! {} {} {}",
                            transport.remoteAddress(),
                            bad.status().code(),
                            bad.why());
                    refuse(services.errors().to(bad));
                    return null;
                }
                case HeadOutcome.Incomplete incomplete -> {
                    if (read() < 0) {
                        return null;
                    }
                }
            }
        }
    }

    /** Reads once; returns -1 also if the server stops, because then no client is waited for. */
    private int read() throws IOException {
        awaitingRequest = true;
        try {
            // In this order: either the stopping thread sees that this waits, or this sees that the server stops.
            return services.registry().isStopping() ? -1 : transport.read(in.clear());
        } finally {
            awaitingRequest = false;
            in.flip();
        }
    }

    private @Nullable Upgrade upgrade(RequestHead head) throws IOException {
        TrustedProxies.Client client = client(head);
        Optional<Routes.Route> route = heldRoute(head.path());
        HandshakeOutcome outcome = evaluate(head, route, client);
        return switch (outcome) {
            case HandshakeOutcome.Accepted accepted -> {
                long id = services.registry().nextId();
                Optional<DeflateParameters> deflate = services.compression().negotiate(accepted.offers());
                ResponseHead response = accepted.response(deflate.map(DeflateParameters::headerValue));
                writer.write(ByteBuffer.wrap(response.encode()));
                yield new Upgrade(
                        id,
                        head,
                        client.address(),
                        accepted,
                        deflate,
                        route.orElseThrow().generation(),
                        in);
            }
            case HandshakeOutcome.Rejected rejected -> {
                log(rejected);
                refuse(services.errors().to(rejected, head));
                yield null;
            }
        };
    }

    /** Tells how an opening handshake would be answered, and ends the connection as a refusal does. */
    private void answerInquiry(RequestHead inquiry) throws IOException {
        RequestHead head = HandshakeInquiry.handshake(inquiry);
        HandshakeOutcome outcome = services.isFull()
                ? SharedServices.TOO_MANY_CONNECTIONS
                : evaluate(head, heldRoute(head.path()), client(head));
        refuse(services.errors()
                .to(outcome instanceof HandshakeOutcome.Rejected rejected ? rejected : HandshakeInquiry.NOTHING_WRONG));
    }

    private TrustedProxies.Client client(RequestHead head) {
        return services.proxies().client(head.fields(), transport.remoteAddress(), transport.scheme());
    }

    /** The route for a path, whose generation is pinned from now on, unless it takes no sessions. */
    private Optional<Routes.Route> heldRoute(String path) {
        while (true) {
            Optional<Routes.Route> route = services.routes().find(path);
            if (route.isEmpty() || !route.get().generation().isActive()) {
                return route;
            }
            // The generation has just been replaced: the next lookup finds its successor.
            if (pin.take(route.get().generation())) {
                return route;
            }
        }
    }

    private HandshakeOutcome evaluate(RequestHead head, Optional<Routes.Route> found, TrustedProxies.Client client) {
        if (found.isEmpty()) {
            return HandshakeOutcome.Rejected.of(HttpStatus.NOT_FOUND, "no such handler");
        }
        Routes.Route route = found.get();
        HandshakePolicy policy = route.policy(client.scheme());
        HandshakeOutcome outcome = OpeningHandshake.evaluate(head, policy);
        if (isForeign(outcome)) {
            return HandshakeOutcome.Rejected.of(
                    HttpStatus.FORBIDDEN, OriginRefusal.why(head, client.scheme(), policy.origins()));
        }
        boolean available = pin.isOn(route.generation()) && !services.registry().isStopping();
        if (available || outcome instanceof HandshakeOutcome.Rejected) {
            return outcome;
        }
        return HandshakeOutcome.Rejected.of(
                HttpStatus.SERVICE_UNAVAILABLE, HeaderFields.of("Retry-After", "5"), "the handler is not available");
    }

    /** RFC 6455 10.2: 403 is the answer to an origin, and to nothing else. */
    private static boolean isForeign(HandshakeOutcome outcome) {
        return outcome instanceof HandshakeOutcome.Rejected rejected
                && rejected.status().equals(HttpStatus.FORBIDDEN);
    }

    private void log(HandshakeOutcome.Rejected rejected) {
        Supplier<String> line =
                () -> "! " + transport.remoteAddress() + " " + rejected.status().code() + " " + rejected.why();
        if (isForeign(rejected)) {
            THROTTLED.log(Level.INFO, "pages of another origin refused", line);
        } else {
            LOG.atDebug().log(line);
        }
    }

    /** Sends the answer and ends the connection: what a refused peer sends next is never read as a request. */
    private void refuse(byte[] answer) throws IOException {
        writer.write(ByteBuffer.wrap(answer));
        LingeringClose.part(transport, deadline);
    }
}
