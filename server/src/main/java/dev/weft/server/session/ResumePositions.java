package dev.weft.server.session;

import dev.weft.server.outbound.Marks;
import dev.weft.server.outbound.ReceivedText;
import dev.weft.spi.Message;
import dev.weft.spi.Position;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The last messages that a client had seen when it came back, one for each topic; from {@code weft-resume} in the query
 * of its opening handshake, or from its first message if they are too long for a query. Each is used once. Thread-safe.
 *
 * <p>A malformed list is no fault of the session's: what cannot be read is left out, so the client gets no replay.
 */
public final class ResumePositions {

    /** The parameter of the query. */
    static final String PARAMETER = "weft-resume=";

    /** Its value if the positions are in the first message. */
    private static final String IN_FIRST_MESSAGE = "@";

    /** Why 256? The most topics that a session may be subscribed to by default. */
    private static final int MOST = 256;

    private final Map<String, Position> byTopic = new ConcurrentHashMap<>(2);

    /** Used by the session's own thread once the session has begun. */
    private boolean inFirstMessage;

    private ResumePositions(String list) {
        this.inFirstMessage = list.equals(IN_FIRST_MESSAGE);
        if (!inFirstMessage) {
            add(list);
        }
    }

    /** Reads the query of a handshake; empty if the client does not understand marks. */
    public static Optional<ResumePositions> of(@Nullable String query) {
        if (query == null) {
            return Optional.empty();
        }
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith(PARAMETER)) {
                return Optional.of(new ResumePositions(decoded(parameter.substring(PARAMETER.length()))));
            }
        }
        return Optional.empty();
    }

    /** Reads the first message if it is to tell the positions; returns it if it tells none. */
    @Nullable
    Message readFrom(InboundReader reader) {
        Message first = null;
        while (inFirstMessage && first == null && !reader.hasEnded()) {
            first = reader.next();
        }
        boolean told = first != null && meant(first) == null;
        inFirstMessage = false;
        if (first != null && told) {
            reader.handled(first);
        }
        return told ? null : first;
    }

    /** Adds a list such as {@code room:k3f-9x,other:a1}. A topic's name may contain colons. */
    void add(String list) {
        for (String item : list.split(",", MOST + 1)) {
            int colon = item.lastIndexOf(':');
            if (colon > 0 && byTopic.size() < MOST) {
                put(item.substring(0, colon), item.substring(colon + 1));
            }
        }
    }

    private void put(String topic, String token) {
        try {
            byTopic.put(topic, new Position(token));
        } catch (IllegalArgumentException malformed) {
            // As specified.
        }
    }

    /** A received message without what was added to it for this; null if it lists positions, which are added. */
    @Nullable
    Message meant(Message message) {
        if (!(message instanceof ReceivedText text) || !text.startsWith(Marks.SIGN)) {
            return message;
        }
        String whole = text.text();
        if (!Marks.isPositions(whole)) {
            return new ReceivedText(whole.substring(1).getBytes(StandardCharsets.UTF_8));
        }
        if (inFirstMessage) {
            add(Marks.positions(whole));
        }
        return null;
    }

    /** The position in a topic, once; null if the client has none. */
    public @Nullable Position take(String topic) {
        return byTopic.remove(topic);
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
