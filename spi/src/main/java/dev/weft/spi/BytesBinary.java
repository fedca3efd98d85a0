package dev.weft.spi;

import java.nio.ByteBuffer;

/** A binary message made by this side, backed by an array that nothing else refers to. */
final class BytesBinary implements Message.Binary {

    private final byte[] data;

    BytesBinary(byte[] data) {
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
}
