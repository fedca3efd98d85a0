package dev.weft.server.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** A sink that keeps what it is given, and how. */
final class Received implements ResponseSink {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Set<ByteBuffer> buffers = Collections.newSetFromMap(new IdentityHashMap<>());

    private int pieces;
    private int largest;

    @Override
    public void write(ByteBuffer piece) {
        byte[] copy = new byte[piece.remaining()];
        piece.get(copy);
        bytes.writeBytes(copy);
        buffers.add(piece);
        pieces++;
        largest = Math.max(largest, copy.length);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    int pieces() {
        return pieces;
    }

    int largestPiece() {
        return largest;
    }

    int buffers() {
        return buffers.size();
    }
}
