package dev.weft.engine.deflate;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.weft.engine.deflate.DeflateOutcome.Deflated;
import dev.weft.engine.deflate.DeflateOutcome.Plain;
import dev.weft.engine.deflate.InflateOutcome.Inflated;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.zip.Deflater;

/** What tests say to the classes under test in one word. */
final class Peer {

    /** No takeover, full windows. */
    static final DeflateParameters DEFAULT = parameters(ContextTakeover.NONE, 15);

    static final DeflateParameters TAKEOVER = parameters(ContextTakeover.ALLOWED, 15);

    private Peer() {}

    static MessageInflater inflater(DeflateParameters parameters, ZlibPool pool) {
        return new MessageInflater(parameters, pool, CountingMemory.plenty());
    }

    /** The same for both sides. */
    static DeflateParameters parameters(ContextTakeover takeover, int windowBits) {
        return new DeflateParameters(takeover, takeover, OptionalInt.of(windowBits), OptionalInt.of(windowBits));
    }

    static InflateOutcome inflate(MessageInflater inflater, byte[] payload) {
        return inflater.inflate(payload, 0, payload.length, 1 << 26);
    }

    static byte[] inflated(MessageInflater inflater, byte[] payload) {
        return assertInstanceOf(Inflated.class, inflate(inflater, payload)).bytes();
    }

    /** The message after its way over the wire. */
    static byte[] carried(MessageDeflater deflater, MessageInflater inflater, byte[] message) {
        return switch (deflater.deflate(message, 0, message.length)) {
            case Deflated deflated -> inflated(inflater, deflated.bytes());
            case Plain plain -> message;
        };
    }

    static byte[] deflated(MessageDeflater deflater, byte[] message) {
        return assertInstanceOf(Deflated.class, deflater.deflate(message, 0, message.length))
                .bytes();
    }

    /** What a client makes of a message at zlib's best level, with an empty window. */
    static byte[] zlib(byte[] message) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(message);
        byte[] output = new byte[message.length + message.length / 8 + 64];
        int length = deflater.deflate(output, 0, output.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(output, length - 4);
    }
}
