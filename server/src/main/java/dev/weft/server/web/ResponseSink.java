package dev.weft.server.web;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the bytes of a response go. */
@FunctionalInterface
public interface ResponseSink {

    /**
     * Takes all bytes that remain. Blocks until they are written, and keeps no hold on the buffer.
     *
     * @throws IOException if the connection is lost, or makes no progress for too long
     */
    void write(ByteBuffer bytes) throws IOException;
}
