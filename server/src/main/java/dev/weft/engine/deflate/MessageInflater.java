package dev.weft.engine.deflate;

import dev.weft.engine.deflate.InflateOutcome.Inflated;
import dev.weft.engine.deflate.InflateOutcome.Malformed;
import dev.weft.engine.deflate.InflateOutcome.NoMemory;
import dev.weft.engine.deflate.InflateOutcome.TooBig;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates the compressed messages of one connection, in the order in which they arrived (RFC 7692 7.2.2).
 *
 * <p>Not thread-safe. It owns no native memory: with context takeover it keeps the client's window as an array of the
 * bytes received, which {@link #release} gives back; without takeover it keeps nothing. A message that is not {@link
 * Inflated} leaves no trace.
 */
public final class MessageInflater {

    private static final byte[] TAIL = {0x00, 0x00, (byte) 0xFF, (byte) 0xFF};

    /** An empty block without compression, the last of its stream (RFC 1951 3.2.4). */
    private static final byte[] LAST_BLOCK = {0x01, 0x00, 0x00, (byte) 0xFF, (byte) 0xFF};

    /** Why 4? JSON and text rarely compress better in one message, so the first segment is usually the only one. */
    private static final long EXPECTED_RATIO = 4;

    private static final byte[] EMPTY = new byte[0];

    private final ZlibPool pool;
    private final WindowMemory memory;
    private final SlidingWindow received;

    /** Bytes taken for the window. */
    private int held;

    /** Makes the inflater of one connection. */
    public MessageInflater(DeflateParameters parameters, ZlibPool pool, WindowMemory memory) {
        this.pool = pool;
        this.memory = memory;
        this.received =
                new SlidingWindow(parameters.clientTakeover() == ContextTakeover.NONE ? 0 : parameters.clientWindow());
    }

    /**
     * The payload bytes that a compressed message of at most {@code limit} bytes may take: compression can make a
     * message larger, by an eighth with Huffman codes fixed in advance. It is zlib's own bound for its worst settings.
     */
    public static int compressedLimit(int limit) {
        return (int) Math.min(Integer.MAX_VALUE, limit + (limit + 7L) / 8 + (limit + 63L) / 64 + 5);
    }

    /**
     * Inflates a whole message: the payloads of its frames, unmasked and put together.
     *
     * <p>Allocates as much as the output is large while inflating and at most {@code limit} + 64 KiB; a message that
     * passes is then copied once, into an array of its size.
     *
     * @param limit the most bytes the message may have; 0 allows the empty message only
     */
    public InflateOutcome inflate(byte[] payload, int offset, int length, int limit) {
        Objects.checkFromIndexSize(offset, length, payload.length);
        if (length == 0) {
            // RFC 7692 7.2.3.6: an empty message takes one byte. Mojolicious sends none, which can only mean the same.
            return new Inflated(EMPTY);
        }
        Inflater inflater = pool.borrowInflater();
        boolean reusable = false;
        try {
            InflateOutcome outcome = run(inflater, new Range(payload, offset, length), limit);
            reusable = outcome instanceof Inflated;
            return outcome;
        } catch (DataFormatException e) {
            return new Malformed(Objects.requireNonNullElse(e.getMessage(), "not DEFLATE"));
        } finally {
            if (reusable) {
                inflater.reset();
                pool.giveBack(inflater);
            } else {
                // zlib promises that a reset is enough. Not relying on that protects all others from one peer's bad
                // input.
                inflater.end();
            }
        }
    }

    /** Forgets the window and gives its memory back. Messages that refer to it can no longer be inflated. */
    public void release() {
        received.clear();
        memory.giveBack(held);
        held = 0;
    }

    private InflateOutcome run(Inflater inflater, Range payload, int limit) throws DataFormatException {
        // One more than the limit: if that byte is filled, the message is too big.
        SegmentedOutput output = new SegmentedOutput(limit + 1L, EXPECTED_RATIO * payload.length());
        // RFC 7692 7.2.2: "the server MUST decompress each new message using the LZ77 sliding window used to
        // process the last compressed message."
        if (received.length() > 0) {
            inflater.setDictionary(received.bytes(), 0, received.length());
        }
        feed(inflater, payload, output);
        if (!inflater.finished()) {
            // RFC 7692 7.2.2: "Append 4 octets of 0x00 0x00 0xff 0xff to the tail end of the payload of the message."
            feed(inflater, new Range(TAIL, 0, TAIL.length), output);
        }
        if (output.isFull()) {
            return new TooBig(limit);
        }
        if (!inflater.finished() && !isBetweenBlocks(inflater)) {
            return new Malformed("stream ends inside a block");
        }
        int growth = received.growth((int) output.length());
        if (growth > 0 && !memory.take(growth)) {
            return new NoMemory();
        }
        held += growth;
        byte[] message = output.toArray((int) output.length());
        received.append(message, 0, message.length);
        return new Inflated(message);
    }

    private static void feed(Inflater inflater, Range input, SegmentedOutput output) throws DataFormatException {
        inflater.setInput(input.array(), input.offset(), input.length());
        output.takeAll(inflater::inflate);
        // RFC 7692 7.2.1: "The next DEFLATE block follows the padded data if any." zlib treats a block with BFINAL as
        // the end, so it is restarted with an empty window: another stream follows (RFC 1951 3.2.3).
        while (inflater.finished() && inflater.getRemaining() > 0 && !output.isFull()) {
            int rest = inflater.getRemaining();
            inflater.reset();
            inflater.setInput(input.array(), input.offset() + input.length() - rest, rest);
            output.takeAll(inflater::inflate);
        }
    }

    /**
     * Whether the next bit would begin a block. zlib does not tell, so it is given a last block: between blocks, that
     * finishes the stream exactly and adds nothing; inside one, its bytes are data of that block. The check consumes
     * the stream, which costs nothing here, since the window is kept outside of it.
     *
     * <p>A peer can build a block of which these bytes happen to be the end. It gains nothing: a well-formed message
     * could have had the same content, and the next one starts afresh.
     */
    private static boolean isBetweenBlocks(Inflater inflater) throws DataFormatException {
        inflater.setInput(LAST_BLOCK);
        int output = inflater.inflate(new byte[1]);
        return output == 0 && inflater.finished() && inflater.getRemaining() == 0;
    }

    @SuppressWarnings("ArrayRecordComponent") // A view for the length of one call.
    private record Range(byte[] array, int offset, int length) {}
}
