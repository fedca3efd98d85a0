package dev.weft.testkit;

import dev.weft.engine.frame.Opcode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BiConsumer;

/** Frames as a client sends and receives them (RFC 6455 5.2). */
final class Wire {

    /** RFC 6455 5.3 requires an unpredictable key, because of proxies; here there are none. */
    private static final byte[] MASKING_KEY = {0x37, (byte) 0xFA, 0x21, 0x3D};

    private ByteBuffer pending = ByteBuffer.allocate(0);

    /** A whole frame with its mask: RFC 6455 5.1: "a client MUST mask all frames that it sends to the server". */
    static byte[] encode(Opcode opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
        frame.put((byte) (0x80 | opcode.code()));
        if (payload.length <= 125) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) 0xFE).putShort((short) payload.length);
        } else {
            frame.put((byte) 0xFF).putLong(payload.length);
        }
        frame.put(MASKING_KEY);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASKING_KEY[i & 3]));
        }
        return Arrays.copyOf(frame.array(), frame.position());
    }

    /** Takes bytes from the server, and passes on every frame that is complete. */
    void decode(byte[] bytes, BiConsumer<Opcode, byte[]> frames) {
        ByteBuffer all = ByteBuffer.allocate(pending.remaining() + bytes.length);
        all.put(pending).put(bytes).flip();
        while (decodeOne(all, frames)) {
            // Decode the next frame.
        }
        pending = all.slice();
    }

    private static boolean decodeOne(ByteBuffer all, BiConsumer<Opcode, byte[]> frames) {
        int start = all.position();
        long length = payloadLength(all);
        if (length < 0 || all.remaining() < length) {
            all.position(start);
            return false;
        }
        byte[] payload = new byte[Math.toIntExact(length)];
        all.get(payload);
        frames.accept(opcode(all.get(start)), payload);
        return true;
    }

    /** Reads the header; -1 if it is incomplete. */
    private static long payloadLength(ByteBuffer all) {
        if (all.remaining() < 2) {
            return -1;
        }
        all.get();
        int length7 = all.get();
        int extended = length7 == 126 ? 2 : length7 == 127 ? 8 : 0;
        if (all.remaining() < extended) {
            return -1;
        }
        return switch (extended) {
            case 2 -> all.getShort() & 0xFFFF;
            case 8 -> all.getLong();
            default -> length7;
        };
    }

    private static Opcode opcode(int first) {
        for (Opcode opcode : Opcode.values()) {
            if ((first & 0xFF) == (0x80 | opcode.code())) {
                return opcode;
            }
        }
        // The server sends unfragmented messages, and compresses none for a client that did not offer compression.
        throw new IllegalStateException(
                "the server sent a frame that begins with " + Integer.toHexString(first & 0xFF));
    }
}
