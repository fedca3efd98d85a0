package dev.weft.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.engine.frame.FrameRules.Compression;
import dev.weft.engine.frame.Wire;
import dev.weft.engine.message.MessageLimits;
import java.util.List;
import java.util.Optional;

/** What a client sends to a server with certain limits: it must give the same events however it arrives. */
final class Incoming {

    /** Large enough to be out of the way. */
    static final MessageLimits LIMITS = new MessageLimits(1 << 20, 1000);

    private final byte[] bytes;
    private final Compression compression;
    private final MessageLimits limits;

    private Incoming(byte[] bytes, Compression compression, MessageLimits limits) {
        this.bytes = bytes;
        this.compression = compression;
        this.limits = limits;
    }

    /** Frames in hexadecimal, as {@link Wire#bytes} takes them. */
    static Incoming wire(String... frames) {
        return bytes(Wire.bytes(String.join(" ", frames)));
    }

    static Incoming bytes(byte[]... frames) {
        return new Incoming(Wire.concat(frames), Compression.NONE, LIMITS);
    }

    /** The same on a connection that negotiated permessage-deflate. */
    Incoming compressible() {
        return new Incoming(bytes, Compression.PER_MESSAGE, limits);
    }

    Incoming limited(int maxSize, int maxFragments) {
        return new Incoming(bytes, compression, new MessageLimits(maxSize, maxFragments));
    }

    ServerProtocol protocol(BufferPool pool) {
        return new ServerProtocol(
                compression == Compression.PER_MESSAGE ? Optional.of(Zlib.inflater()) : Optional.empty(), limits, pool);
    }

    /** Lets it arrive in every way, with and without a pool, and compares the events. */
    void gives(String... expected) {
        for (Arrival arrival : Arrival.all(bytes.length)) {
            gives(arrival, CountingPool.plenty(), List.of(expected));
            gives(arrival, CountingPool.exhausted(), List.of(expected));
        }
    }

    private void gives(Arrival arrival, CountingPool pool, List<String> expected) {
        ServerProtocol protocol = protocol(pool);
        assertEquals(expected, arrival.deliver(bytes, protocol), arrival::name);
        protocol.release();
        pool.assertNothingOut();
    }
}
