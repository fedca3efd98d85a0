package dev.weft.engine.session;

import dev.weft.engine.frame.FrameDecoder;
import dev.weft.engine.frame.Opcode;
import java.nio.ByteBuffer;

/**
 * Looks for the peer's Close in what it still sends after it was refused, and drops the rest: it may be in the midst of
 * the message that was refused. Judges nothing; whatever it takes for a frame, it holds no more than one header.
 */
public final class CloseSearch {

    private final byte[] header = new byte[FrameDecoder.MAX_HEADER_LENGTH];
    private int headerLength;

    /** Payload bytes of the current frame that are still to come. */
    private long missing;

    private boolean insideClose;
    private boolean found;

    /** Begins at a frame of which so many payload bytes are to come; 0 between two frames. */
    CloseSearch(long missing) {
        this.missing = missing;
    }

    /** Takes all that arrived. */
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

    /** Whether all of a Close has come. */
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
        // RFC 6455 5.2: a length has its top bit clear; whoever sets it sends nothing that could be found.
        missing = FrameDecoder.payloadLength(header) & Long.MAX_VALUE;
        headerLength = 0;
    }
}
