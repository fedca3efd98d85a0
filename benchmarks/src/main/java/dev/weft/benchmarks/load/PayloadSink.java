package dev.weft.benchmarks.load;

import java.nio.ByteBuffer;

/** Takes the payload of data frames as it arrives, in pieces of any size. */
interface PayloadSink {

    /**
     * Consumes exactly {@code length} bytes of the input.
     *
     * @param input the receive buffer, positioned at the piece
     * @param length how many bytes of it belong to the message
     * @param offset where in the message the piece starts
     */
    void accept(ByteBuffer input, int length, long offset);
}
