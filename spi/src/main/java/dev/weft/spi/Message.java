package dev.weft.spi;

import java.nio.ByteBuffer;

/**
 * One whole message, text or binary (RFC 6455 5.6); immutable, and safe to keep and to share between threads.
 *
 * <p>A received message can be forwarded as it is, to any session, without decoding or copying.
 */
public sealed interface Message permits Message.Text, Message.Binary {

    /** The payload's length in bytes, 0 or more. */
    int size();

    /** A text message. Its UTF-8 bytes or its String are made from the other form only when asked for. */
    non-sealed interface Text extends Message {

        /** The text. */
        String text();

        /** The text as UTF-8: a read-only buffer, positioned at its start on every call. */
        ByteBuffer utf8();
    }

    /** A binary message. */
    non-sealed interface Binary extends Message {

        /** The payload: a read-only buffer, positioned at its start on every call. */
        ByteBuffer data();
    }

    /**
     * Makes a text message.
     *
     * @throws IllegalArgumentException if the text holds an unpaired surrogate, which UTF-8 cannot encode
     */
    static Text text(String text) {
        return new StringText(text);
    }

    /**
     * Makes a binary message of the buffer's remaining bytes, which are copied; the buffer's position does not change.
     */
    static Binary binary(ByteBuffer data) {
        byte[] copy = new byte[data.remaining()];
        data.get(data.position(), copy);
        return new BytesBinary(copy);
    }

    /** Makes a binary message of the bytes, which are copied. */
    static Binary binary(byte... data) {
        return new BytesBinary(data.clone());
    }
}
