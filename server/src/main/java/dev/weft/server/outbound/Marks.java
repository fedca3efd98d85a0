package dev.weft.server.outbound;

/**
 * The texts that the server puts between messages for clients that understand them, and one that such a client sends
 * first. Each begins with the record separator U+001E, a letter and a space. A message of the handler's own that begins
 * with U+001E is sent with one more in front, in both directions.
 *
 * <table>
 *   <caption>Marks</caption>
 *   <tr><td>{@code m TOPIC TOKEN}</td><td>the next message is of this topic, and this is its position</td></tr>
 *   <tr><td>{@code n TOPIC TOKEN}</td><td>this is the newest position of the topic; no message follows</td></tr>
 *   <tr><td>{@code b TOPIC}</td><td>what was missed of the topic follows</td></tr>
 *   <tr><td>{@code r TOPIC ok TOKEN}</td><td>nothing is missing up to here</td></tr>
 *   <tr><td>{@code r TOPIC lost TOKEN}</td><td>something is missing; it goes on from here</td></tr>
 *   <tr><td>{@code p TOPIC:TOKEN,...}</td><td>from the client: its positions, if they are too long for the query</td></tr>
 * </table>
 */
public final class Marks {

    /** The record separator. */
    public static final char SIGN = '\u001e';

    private static final String POSITIONS = SIGN + "p ";

    private Marks() {}

    /** Precedes a message. */
    public static String message(String topic, String token) {
        return SIGN + "m " + topic + " " + token;
    }

    /** Tells the newest position. */
    public static String newest(String topic, String token) {
        return SIGN + "n " + topic + " " + token;
    }

    /** Precedes what was missed. */
    public static String replay(String topic) {
        return SIGN + "b " + topic;
    }

    /** Follows what was missed. */
    public static String resumed(String topic, String token) {
        return SIGN + "r " + topic + " ok " + token;
    }

    /** Tells that something is missing. */
    public static String lost(String topic, String token) {
        return SIGN + "r " + topic + " lost " + token;
    }

    /** Whether a text of the client's lists its positions. */
    public static boolean isPositions(String text) {
        return text.startsWith(POSITIONS);
    }

    /** The list in such a text. */
    public static String positions(String text) {
        return text.substring(POSITIONS.length());
    }
}
