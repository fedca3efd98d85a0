package dev.weft.engine.deflate;

import dev.weft.engine.deflate.DeflateOutcome.Deflated;
import dev.weft.engine.deflate.DeflateOutcome.Plain;
import java.util.Objects;
import java.util.zip.Deflater;

/**
 * Deflates the messages of one connection, in sending order (RFC 7692 7.2.1).
 *
 * <p>It owns no native memory, so there is nothing to close. Without context takeover it has no state: many threads may
 * use it, and the same message gives the same bytes every time. With takeover it is not thread-safe, and its results
 * must be sent, in the order in which it returned them.
 */
public final class MessageDeflater {

    /**
     * Why 1 KiB? A smaller message fits into one packet either way, and compressing it costs 10 to 16 us, more than
     * everything else the server does with it.
     */
    static final int THRESHOLD = 1024;

    /** Why 64? With takeover, a message of 130 bytes shrinks to 38. Below this, the packet's headers are larger. */
    static final int TAKEOVER_THRESHOLD = 64;

    /**
     * Why 2 KiB of earlier messages, when 32 would be allowed? It keeps 97 % of the gain for small similar messages,
     * and zlib has to read all of it again for each: 8 us a message, 12 with 4 KiB, 55 with 32.
     */
    static final int LARGEST_HISTORY = 2 * 1024;

    /** RFC 7692 7.2.1: "Remove 4 octets (that are 0x00 0x00 0xff 0xff) from the tail end." */
    private static final int TAIL_LENGTH = 4;

    /**
     * Why 128 KiB and 85 %? Noise, such as an image, costs zlib 22 ms a megabyte. After this much it shows as 88 %,
     * since zlib holds back up to 16 KiB, and the rest is then not worth trying.
     */
    private static final int PATIENCE = 2 * SegmentedOutput.LARGEST;

    private static final double SMALL_ENOUGH = 0.85;

    private final ZlibPool pool;
    private final int window;
    private final int threshold;
    private final SlidingWindow sent;

    /** Makes the deflater of one connection. */
    public MessageDeflater(DeflateParameters parameters, ZlibPool pool) {
        boolean takeover = parameters.serverTakeover() == ContextTakeover.ALLOWED;
        this.pool = pool;
        this.window = parameters.serverWindow();
        this.threshold = takeover ? TAKEOVER_THRESHOLD : THRESHOLD;
        this.sent = new SlidingWindow(takeover ? Math.min(LARGEST_HISTORY, overlap()) : 0);
    }

    /** The size in bytes from which a message is worth compressing; a smaller one is always {@link Plain}. */
    public int threshold() {
        return threshold;
    }

    /** Deflates a whole message, unless sending it as it is costs less. */
    public DeflateOutcome deflate(byte[] message, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, message.length);
        if (length < threshold) {
            return new Plain();
        }
        Deflater deflater = pool.borrowDeflater();
        boolean reusable = false;
        try {
            // Full means not smaller than the message.
            SegmentedOutput output = new SegmentedOutput((long) length + TAIL_LENGTH, length / 2);
            boolean smaller = run(deflater, message, offset, offset + length, output);
            reusable = true;
            if (!smaller) {
                return new Plain();
            }
            sent.append(message, offset, length);
            return new Deflated(output.toArray((int) output.length() - TAIL_LENGTH));
        } finally {
            if (reusable) {
                deflater.reset();
                pool.giveBack(deflater);
            } else {
                deflater.end();
            }
        }
    }

    /**
     * Compresses piece by piece; returns whether that was worth it.
     *
     * <p>With a limited window, a piece cannot refer further back than the start of the dictionary it begins with. The
     * two together are no larger than the window, so no distance is either, whatever zlib does.
     */
    private boolean run(Deflater deflater, byte[] message, int start, int end, SegmentedOutput output) {
        int shown = sent.length();
        if (shown > 0) {
            deflater.setDictionary(sent.bytes(), 0, shown);
        }
        int at = start;
        while (at < end && isWorthwhile(at - start, output)) {
            if (at > start && isLimited()) {
                deflater.reset();
                shown = overlap();
                deflater.setDictionary(message, at - shown, shown);
            }
            int count = Math.min(end - at, isLimited() ? window - shown : SegmentedOutput.LARGEST);
            deflater.setInput(message, at, count);
            at += count;
            // RFC 7692 7.2.1: the data is to "end with an empty DEFLATE block with no compression", which is what a
            // flush appends. It also ends a piece at a byte boundary, where another stream can continue.
            int flush = isLimited() || at == end ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH;
            output.takeAll((target, offset, room) -> deflater.deflate(target, offset, room, flush));
        }
        return at == end && !output.isFull();
    }

    private static boolean isWorthwhile(int read, SegmentedOutput output) {
        return !output.isFull() && (read < PATIENCE || output.length() < read * SMALL_ENOUGH);
    }

    /** Whether the window is smaller than the largest, which zlib keeps to by itself. */
    private boolean isLimited() {
        return window < 1 << DeflateParameters.LARGEST_WINDOW_BITS;
    }

    /**
     * Bytes of the previous piece that a piece sees. Why a quarter? Measured on JSON with a window of 512: 33 % of the
     * size, with none 43 %, with a half 36 %; and each byte of it is read twice.
     */
    private int overlap() {
        return window / 4;
    }
}
