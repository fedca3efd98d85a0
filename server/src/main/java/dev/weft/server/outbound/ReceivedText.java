package dev.weft.server.outbound;

import dev.weft.spi.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A text message as it arrived: its bytes are proved to be UTF-8, and become a String only on request. */
public final class ReceivedText implements Message.Text {

    private final byte[] utf8;

    /** Takes over the array, which holds valid UTF-8. */
    public ReceivedText(byte[] utf8) {
        this.utf8 = utf8;
    }

    @Override
    public String text() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Override
    public ByteBuffer utf8() {
        return ByteBuffer.wrap(utf8).asReadOnlyBuffer();
    }

    @Override
    public int size() {
        return utf8.length;
    }

    @Override
    public String toString() {
        return "Text[" + utf8.length + " bytes]";
    }

    /** Whether it begins with this ASCII character. */
    public boolean startsWith(char ascii) {
        return utf8.length > 0 && utf8[0] == ascii;
    }

    /** The bytes themselves, for forwarding them without a copy; they must not be modified. */
    ByteBuffer payload() {
        return ByteBuffer.wrap(utf8);
    }
}
