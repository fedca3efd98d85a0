package dev.weft.engine.session;

import dev.weft.engine.deflate.ContextTakeover;
import dev.weft.engine.deflate.CountingMemory;
import dev.weft.engine.deflate.DeflateParameters;
import dev.weft.engine.deflate.MessageInflater;
import dev.weft.engine.deflate.ZlibPool;
import java.util.OptionalInt;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Zlib without a pool: each object is made for one message. */
final class Zlib implements ZlibPool {

    /** What a client and this server agree on when neither asks for anything. */
    static final DeflateParameters PARAMETERS =
            new DeflateParameters(ContextTakeover.NONE, ContextTakeover.NONE, OptionalInt.empty(), OptionalInt.empty());

    static MessageInflater inflater() {
        return inflater(PARAMETERS, CountingMemory.plenty());
    }

    static MessageInflater inflater(DeflateParameters parameters, CountingMemory memory) {
        return new MessageInflater(parameters, new Zlib(), memory);
    }

    @Override
    public Inflater borrowInflater() {
        return ZlibPool.newInflater();
    }

    @Override
    public void giveBack(Inflater inflater) {
        inflater.end();
    }

    @Override
    public Deflater borrowDeflater() {
        return ZlibPool.newDeflater();
    }

    @Override
    public void giveBack(Deflater deflater) {
        deflater.end();
    }
}
