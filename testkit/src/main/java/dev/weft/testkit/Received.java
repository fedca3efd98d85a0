package dev.weft.testkit;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What a client received from the server. */
sealed interface Received {

    /** Why 200? A line is enough to recognize a message; a megabyte would not help. */
    int SHOWN = 200;

    /** A text message. */
    record Text(String text) implements Received {
        @Override
        public String toString() {
            return show(text);
        }

        static String show(String text) {
            String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
            return "text of " + text.length() + " characters \"" + start + "\"";
        }
    }

    /** A binary message. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Binary(byte[] data) implements Received {
        @Override
        public String toString() {
            return show(data);
        }

        static String show(byte[] data) {
            int shown = Math.min(data.length, SHOWN / 4);
            String hex = HexFormat.of().formatHex(data, 0, shown);
            return "binary of " + data.length + " bytes " + hex + (shown < data.length ? "..." : "");
        }
    }

    /** A Close; 1005 if it carried no code. */
    record Close(int code, String reason) implements Received {

        static Close of(byte[] payload) {
            if (payload.length < 2) {
                return new Close(1005, "");
            }
            int code = ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
            return new Close(code, new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return "Close " + code + (reason.isEmpty() ? "" : " \"" + reason + "\"");
        }
    }

    /** The end of the connection. */
    record End() implements Received {
        @Override
        public String toString() {
            return "end of the connection";
        }
    }
}
