package dev.weft.server.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Converts older private key formats to the one that the JDK reads, PKCS #8 (RFC 5208 5): the unchanged old key,
 * preceded by the name of its algorithm.
 */
final class OldKeyForms {

    /** DER: INTEGER 0, the version of PKCS #8. */
    private static final byte[] VERSION = HexFormat.of().parseHex("020100");

    /** DER: SEQUENCE { OBJECT IDENTIFIER rsaEncryption (1.2.840.113549.1.1.1), NULL }. */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    /** DER: OBJECT IDENTIFIER id-ecPublicKey (1.2.840.10045.2.1). */
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    /** The context-specific, constructed tag 0: in an EC key it contains the curve (RFC 5915 3). */
    private static final int PARAMETERS = 0xA0;

    /** X.690 8.1.3: the lengths from here on take more than one byte. */
    private static final int LONG_FORM = 0x80;

    private OldKeyForms() {}

    /** The PKCS #8 form of an RSA key in PKCS #1 format (RFC 8017 A.1.2): {@code BEGIN RSA PRIVATE KEY}. */
    static byte[] ofRsa(byte[] pkcs1) {
        return tagged(SEQUENCE, VERSION, RSA, tagged(OCTET_STRING, pkcs1));
    }

    /** The PKCS #8 form of a key in RFC 5915 format, {@code BEGIN EC PRIVATE KEY}; empty if it names no curve. */
    static Optional<byte[]> ofEc(byte[] sec1) {
        ByteBuffer fields = content(ByteBuffer.wrap(sec1), SEQUENCE);
        while (fields != null && fields.remaining() > 1) {
            int tag = fields.get(fields.position()) & 0xFF;
            ByteBuffer field = content(fields, tag);
            if (field != null && tag == PARAMETERS) {
                byte[] curve = new byte[field.remaining()];
                field.get(curve);
                return Optional.of(tagged(SEQUENCE, VERSION, tagged(SEQUENCE, EC, curve), tagged(OCTET_STRING, sec1)));
            }
            if (field == null) {
                break;
            }
        }
        return Optional.empty();
    }

    /** The content of the next value, which is consumed; null if it has another tag or is incomplete. */
    private static @Nullable ByteBuffer content(ByteBuffer in, int tag) {
        if (in.remaining() < 2 || (in.get() & 0xFF) != tag) {
            return null;
        }
        int length = length(in);
        if (length < 0 || length > in.remaining()) {
            return null;
        }
        ByteBuffer content = in.slice(in.position(), length);
        in.position(in.position() + length);
        return content;
    }

    /** X.690 8.1.3.5: a first byte over 127 is the number of bytes that hold the length. Negative if invalid. */
    private static int length(ByteBuffer in) {
        int first = in.get() & 0xFF;
        if (first < LONG_FORM) {
            return first;
        }
        int length = 0;
        for (int more = first - LONG_FORM; more > 0; more--) {
            if (!in.hasRemaining()) {
                return -1;
            }
            length = (length << 8) | (in.get() & 0xFF);
        }
        return length;
    }

    /** Encodes a value that consists of these parts; up to 64 KiB, ten times the longest key in use. */
    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length > 0xFF) {
            out.write(LONG_FORM + 2);
            out.write(length >> 8);
        } else if (length >= LONG_FORM) {
            out.write(LONG_FORM + 1);
        }
        out.write(length);
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
