package dev.weft.it.wire;

import java.util.List;

/**
 * All that a server sent on one connection.
 *
 * @param replies in order
 * @param end how it ended
 */
public record Transcript(List<Reply> replies, End end) {

    /**
     * A response head or a frame.
     *
     * @param line {@code 400}, {@code text 48656c6c6f}, {@code close 1002}, or {@code garbage ...} if it is neither
     * @param fields header lines of a response, in lower case, {@code name: value}
     */
    public record Reply(String line, List<String> fields) {

        static Reply frame(String line) {
            return new Reply(line, List.of());
        }

        /** The status code of a response; 0 if it is none. */
        int status() {
            return line.length() == 3 ? Integer.parseInt(line) : 0;
        }

        boolean isData() {
            return line.startsWith("text") || line.startsWith("binary");
        }

        boolean isClose() {
            return line.startsWith("close");
        }

        boolean isGarbage() {
            return line.startsWith("garbage");
        }
    }

    /** How a connection ended. */
    public enum End {
        /** The server closed it, and everything arrived. */
        CLOSED,
        /** The server reset it: what it had sent may be lost. */
        RESET,
        /** It did not: nothing more came for as long as anybody wants to wait. */
        OPEN
    }

    /** The lines, those that follow each other counted: {@code 3 times text 61 then close 1000 | CLOSED}. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        int from = 0;
        while (from < replies.size()) {
            String line = replies.get(from).line();
            int to = from + 1;
            while (to < replies.size() && replies.get(to).line().equals(line)) {
                to++;
            }
            out.append(out.isEmpty() ? "" : " then ")
                    .append(to - from > 1 ? to - from + " times " : "")
                    .append(line);
            from = to;
        }
        return out.append(" | ").append(end).toString();
    }
}
