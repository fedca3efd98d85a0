package dev.weft.server.client;

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the client has seen of a Weft server's topics, learnt from the marks between the messages. The rules are those of
 * the browser's client library. Pure; used by one thread at a time.
 *
 * <p>A mark is a text that begins with U+001E, and a text of the handler's own that does so has one more in front, in
 * both directions.
 */
final class ResumeState {

    /** Why 6 KiB? Proxies refuse request lines over 8 KB. Longer lists go into the first message. */
    static final int LONGEST_QUERY = 6 * 1024;

    /** Why 100,000? The topics of a whole server by default; a server must not fill this heap with names. */
    static final int MOST_TOPICS = 100_000;

    private static final String SIGN = "\u001e";

    private static final Pattern TOPIC = Pattern.compile("[\\w\\-./~:@]{1,128}");
    private static final Pattern TOKEN = Pattern.compile("[\\w\\-.]{1,64}");

    /** Why 5? The most words of a mark, and the rest, which is for later clients. */
    private static final int WORDS = 5;

    /** What a text from the server is. */
    sealed interface Received {

        /** A message of the handler's; replayed, if it was missed earlier. */
        record Message(String text, boolean replayed) implements Received {}

        /** What was missed of this topic follows. */
        record Replaying(String topic) implements Received {}

        /** Nothing is missing of this topic, after so many replayed messages. */
        record Resumed(String topic, int replayed) implements Received {}

        /** Something is missing of this topic. */
        record Lost(String topic) implements Received {}

        /** Nothing that needs to be shown. */
        record Noted() implements Received {}
    }

    /**
     * How a new connection tells the positions.
     *
     * @param parameter of the query
     * @param firstMessage the positions, if they are too long for the query
     */
    record Opening(String parameter, Optional<String> firstMessage) {

        URI addTo(URI uri) {
            return URI.create(uri + (uri.getRawQuery() == null ? "?" : "&") + parameter);
        }
    }

    private record Mark(String topic, String token) {}

    /** The last position of each topic; empty for a topic that had none. */
    private final Map<String, String> positions = new LinkedHashMap<>();

    /** How many messages of a topic have been replayed, while that lasts. */
    private final Map<String, Integer> replaying = new HashMap<>();

    /** Belongs to the message that comes next. */
    private @Nullable Mark mark;

    /** Begins a connection. */
    Opening opening() {
        mark = null;
        replaying.clear();
        String list = positions.entrySet().stream()
                .filter(position -> !position.getValue().isEmpty())
                .map(position -> position.getKey() + ":" + position.getValue())
                .collect(Collectors.joining(","));
        return list.length() > LONGEST_QUERY
                ? new Opening("weft-resume=@", Optional.of(SIGN + "p " + list))
                : new Opening("weft-resume=" + list, Optional.empty());
    }

    /** A text as it is sent so that the server takes it for a message. */
    static String outgoing(String text) {
        return text.startsWith(SIGN) ? SIGN + text : text;
    }

    /** Takes a text from the server. */
    Received text(String text) {
        if (!text.startsWith(SIGN)) {
            return new Received.Message(text, messageCame());
        }
        String rest = text.substring(1);
        return rest.startsWith(SIGN) ? new Received.Message(rest, messageCame()) : mark(rest.split(" ", WORDS));
    }

    /**
     * Takes note that a message has come: only now its position counts, because the connection might have broken after the
     * mark. Returns whether it was replayed.
     */
    boolean messageCame() {
        Mark of = mark;
        mark = null;
        if (of == null) {
            return false;
        }
        move(of.topic(), of.token());
        return replaying.computeIfPresent(of.topic(), (topic, count) -> count + 1) != null;
    }

    private Received mark(String[] words) {
        String topic = word(words, 1);
        if (!TOPIC.matcher(topic).matches()) {
            return new Received.Noted();
        }
        return switch (words[0]) {
            case "m" -> {
                mark = new Mark(topic, word(words, 2));
                yield new Received.Noted();
            }
            case "b" -> {
                if (replaying.size() < MOST_TOPICS) {
                    replaying.put(topic, 0);
                }
                yield new Received.Replaying(topic);
            }
            case "n" -> newest(topic, word(words, 2));
            case "r" -> replayed(topic, word(words, 2), word(words, 3));
            // For later clients.
            default -> new Received.Noted();
        };
    }

    /**
     * A topic that was empty had no position to come back with: if it has one now, nobody can tell what was missed. The
     * same is true of a topic for whose position there was no room.
     */
    private Received newest(String topic, String token) {
        String known = positions.get(topic);
        boolean lost = known == null ? positions.size() >= MOST_TOPICS : !known.equals(token);
        move(topic, token);
        return lost ? new Received.Lost(topic) : new Received.Noted();
    }

    private Received replayed(String topic, String outcome, String token) {
        Integer count = replaying.remove(topic);
        move(topic, token);
        return outcome.equals("ok") ? new Received.Resumed(topic, count == null ? 0 : count) : new Received.Lost(topic);
    }

    private void move(String topic, String token) {
        if (positions.size() < MOST_TOPICS || positions.containsKey(topic)) {
            positions.put(topic, TOKEN.matcher(token).matches() ? token : "");
        }
    }

    private static String word(String[] words, int index) {
        return index < words.length ? words[index] : "";
    }
}
