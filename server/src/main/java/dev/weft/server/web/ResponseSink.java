package dev.weft.server.web;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the bytes of a response. */
@FunctionalInterface
public interface ResponseSink {

    /**
     * Writes all remaining bytes. Blocks until they are written, and does not keep the buffer.
     *
     * @throws IOException if the connection is lost, or makes no progress for too long
     */
    void write(ByteBuffer bytes) throws IOException;
}
