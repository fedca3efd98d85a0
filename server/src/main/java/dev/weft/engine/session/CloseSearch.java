package dev.weft.engine.session;

import dev.weft.engine.frame.FrameDecoder;
import dev.weft.engine.frame.Opcode;
import java.nio.ByteBuffer;

/**
 * Looks for the Close of a refused peer in what the peer still sends, and drops the rest: the peer may be in the middle
 * of the message that was refused. It checks no rules, and never holds more than one header.
 */
public final class CloseSearch {

    private final byte[] header = new byte[FrameDecoder.MAX_HEADER_LENGTH];
    private int headerLength;

    /** Payload bytes of the current frame that have not arrived. */
    private long missing;

    private boolean insideClose;
    private boolean found;

    /** Begins in a frame with this many payload bytes to come; 0 between two frames. */
    CloseSearch(long missing) {
        this.missing = missing;
    }

    /** Consumes all bytes that arrived. */
    public void take(ByteBuffer arrived) {
        while (arrived.hasRemaining() && !found) {
            if (missing > 0) {
                skip(arrived);
            } else {
                header[headerLength++] = arrived.get();
                if (headerLength > 1 && headerLength == FrameDecoder.headerLength(header[1])) {
                    begin();
                }
            }
            found = insideClose && missing == 0;
        }
        arrived.position(arrived.limit());
    }

    /** Whether a complete Close has arrived. */
    public boolean isFound() {
        return found;
    }

    private void skip(ByteBuffer arrived) {
        int count = (int) Math.min(missing, arrived.remaining());
        arrived.position(arrived.position() + count);
        missing -= count;
    }

    private void begin() {
        insideClose = Opcode.of(header[0] & 0x0F) == Opcode.CLOSE;
        // RFC 6455 5.2: a length has its top bit clear; a peer that sets it sends no Close that could be found.
        missing = FrameDecoder.payloadLength(header) & Long.MAX_VALUE;
        headerLength = 0;
    }
}
