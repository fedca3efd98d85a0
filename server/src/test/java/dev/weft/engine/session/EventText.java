package dev.weft.engine.session;

import dev.weft.engine.frame.Opcode;
import dev.weft.engine.frame.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Events as text, to be compared and read: {@code text "Hello"}, {@code ping 01 02}, {@code violation 1002: rule}. */
final class EventText {

    /** Why 80? A longer one is told by its length and a sum. */
    private static final int SHOWN = 80;

    private EventText() {}

    static String of(Event event) {
        return switch (event) {
            case Event.Message message -> message(message.opcode(), message.payload());
            case Event.Ping ping -> "ping" + hex(ping.payload());
            case Event.Pong pong -> "pong" + hex(pong.payload());
            case Event.Close close -> "close " + close.code() + " \"" + close.reason() + '"';
            case Event.Violation violation -> "violation " + violation.code() + ": " + violation.reason();
        };
    }

    private static String message(Opcode opcode, byte[] payload) {
        return switch (opcode) {
            case TEXT -> text(strict(payload));
            case BINARY -> binary(payload);
            case CONTINUATION, CLOSE, PING, PONG -> throw new AssertionError(opcode + " as a message");
        };
    }

    static String text(String text) {
        if (text.length() <= SHOWN) {
            return "text \"" + text + '"';
        }
        return "text of " + text.length() + " chars, sum " + text.hashCode();
    }

    static String binary(byte[] payload) {
        return "binary" + hex(payload);
    }

    private static String hex(byte[] payload) {
        if (payload.length > 2 * SHOWN) {
            return " of " + payload.length + " bytes, sum " + Arrays.hashCode(payload);
        }
        return payload.length == 0 ? "" : " " + Wire.text(payload);
    }

    private static String strict(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new AssertionError("a text that is not UTF-8: " + Wire.text(utf8), malformed);
        }
    }
}
