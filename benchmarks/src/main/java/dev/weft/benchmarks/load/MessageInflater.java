package dev.weft.benchmarks.load;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates the compressed messages of one connection (RFC 7692 7.2.2), each once it is whole. */
final class MessageInflater implements AutoCloseable {

    private final Inflater inflater;
    private final boolean shared;
    private byte[] compressed = new byte[DeflatedPayload.TAIL.length];
    private int length;

    private MessageInflater(Inflater inflater, boolean shared) {
        this.inflater = inflater;
        this.shared = shared;
    }

    /** For messages that do not refer back to each other: any number of connections can share one inflater. */
    static MessageInflater sharing(Inflater inflater) {
        return new MessageInflater(inflater, true);
    }

    /** For messages that may refer back to each other. */
    static MessageInflater withTakeover() {
        return new MessageInflater(new Inflater(true), false);
    }

    /** Takes a piece of the message. */
    void add(ByteBuffer input, int count) {
        int needed = length + count + DeflatedPayload.TAIL.length;
        if (needed > compressed.length) {
            compressed = Arrays.copyOf(compressed, needed);
        }
        input.get(compressed, length, count);
        length += count;
    }

    /**
     * Inflates the message that has been added.
     *
     * @return its length; never more than the output has room for
     * @throws ProtocolError if it is not DEFLATE
     */
    int inflate(byte[] output) {
        // RFC 7692 7.2.2: "Append 4 octets of 0x00 0x00 0xff 0xff to the tail end of the payload of the message."
        System.arraycopy(DeflatedPayload.TAIL, 0, compressed, length, DeflatedPayload.TAIL.length);
        inflater.setInput(compressed, 0, length + DeflatedPayload.TAIL.length);
        length = 0;
        try {
            int inflated = 0;
            int more = inflater.inflate(output);
            while (more > 0 && inflated + more < output.length) {
                inflated += more;
                more = inflater.inflate(output, inflated, output.length - inflated);
            }
            return inflated + more;
        } catch (DataFormatException e) {
            throw new ProtocolError("reply is not DEFLATE: " + e.getMessage());
        } finally {
            if (shared) {
                inflater.reset();
            }
        }
    }

    @Override
    public void close() {
        if (!shared) {
            inflater.end();
        }
    }
}
