package dev.weft.engine.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Unmasks a client's payload (RFC 6455 5.3): "transformed-octet-i = original-octet-i XOR masking-key-octet-(i MOD 4)".
 *
 * <p>The key is an int whose lowest byte is the first on the wire, so eight bytes are processed at once with the key
 * repeated twice; the compiler vectorizes that loop further. A payload may arrive in pieces: {@code offset} says where
 * in the payload a piece begins.
 */
public final class Masking {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Masking() {}

    /** Unmasks a range in place; its first byte is the payload's byte {@code offset}. */
    public static void unmask(byte[] bytes, int from, int to, int key, long offset) {
        int turned = Integer.rotateRight(key, (int) (offset & 3) * 8);
        long wide = (turned & 0xFFFF_FFFFL) | ((long) turned << 32);
        int i = from;
        for (; i <= to - 8; i += 8) {
            LONG.set(bytes, i, (long) LONG.get(bytes, i) ^ wide);
        }
        for (int shift = 0; i < to; i++, shift += 8) {
            bytes[i] ^= (byte) (turned >>> (shift & 31));
        }
    }
}
