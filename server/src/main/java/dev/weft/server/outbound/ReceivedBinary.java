package dev.weft.server.outbound;

import dev.weft.spi.Message;
import java.nio.ByteBuffer;

/** A binary message as it arrived. */
public final class ReceivedBinary implements Message.Binary {

    private final byte[] data;

    /** Takes over the array. */
    public ReceivedBinary(byte[] data) {
        this.data = data;
    }

    @Override
    public ByteBuffer data() {
        return ByteBuffer.wrap(data).asReadOnlyBuffer();
    }

    @Override
    public int size() {
        return data.length;
    }

    @Override
    public String toString() {
        return "Binary[" + data.length + " bytes]";
    }

    /** The bytes themselves, for forwarding them without a copy; they must not be modified. */
    ByteBuffer payload() {
        return ByteBuffer.wrap(data);
    }
}
