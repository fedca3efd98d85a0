package dev.weft.server.web;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The content of a response, read piece by piece. */
sealed interface Content extends AutoCloseable {

    /** The length in bytes. */
    long length();

    /**
     * Moves bytes into a buffer until it is full or the content ends.
     *
     * @param position the number of bytes moved before
     * @throws IOException if there are fewer bytes than {@link #length} promised
     */
    void read(ByteBuffer into, long position) throws IOException;

    @Override
    default void close() throws IOException {}

    /** Bytes in memory. */
    final class Bytes implements Content {

        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public void read(ByteBuffer into, long position) {
            into.put(bytes, (int) position, (int) Math.min(into.remaining(), bytes.length - position));
        }
    }

    /**
     * Part of an open file.
     *
     * @param file the file, closed with this
     * @param offset where the part starts
     */
    record FilePart(FileChannel file, long offset, long length) implements Content {

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            int start = into.position();
            int limit = into.limit();
            into.limit(start + (int) Math.min(into.remaining(), length - position));
            while (into.hasRemaining()) {
                if (file.read(into, offset + position + into.position() - start) < 0) {
                    // RFC 9112 8: a response that ends before its Content-Length is incomplete, and the peer knows it
                    // by the close. Padding would pass off garbage as the file.
                    throw new EOFException("file became shorter while it was sent");
                }
            }
            into.limit(limit);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
