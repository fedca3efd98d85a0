package dev.weft.it;

import dev.weft.it.DeflateData.Kind;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the twelve groups of the deflate suite: five kinds of data with the parameters a peer gets without asking, and
 * seven offers of parameters with JSON.
 *
 * @param kind what the messages are
 * @param offer what the client offers
 * @param answer what a server answers that agrees to {@code --compression on}
 * @param takeoverAnswer what it answers with {@code --compression takeover}
 */
record DeflateProfile(Kind kind, String offer, String answer, String takeoverAnswer) {

    private static final Pattern BITS = Pattern.compile("(server|client)_max_window_bits=(\\d+)");

    /** The agreed parameters of one side. */
    record Side(boolean takeover, int windowBits) {

        static Side of(String side, String answer) {
            // RFC 7692 7.1.2: absence of the parameter means a window "of up to 32,768 bytes".
            int windowBits = bits(side, answer).orElse(15);
            return new Side(!answer.contains(side + "_no_context_takeover"), windowBits);
        }

        private static OptionalInt bits(String side, String answer) {
            Matcher found = BITS.matcher(answer);
            while (found.find()) {
                if (found.group(1).equals(side)) {
                    return OptionalInt.of(Integer.parseInt(found.group(2)));
                }
            }
            return OptionalInt.empty();
        }

        int window() {
            return 1 << windowBits;
        }
    }

    String expected(boolean takeover) {
        return "permessage-deflate" + (takeover ? takeoverAnswer : answer);
    }

    @Override
    public String toString() {
        return kind + offer;
    }
}
