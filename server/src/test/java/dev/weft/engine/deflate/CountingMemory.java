package dev.weft.engine.deflate;

/** Memory for windows, of which it is known how much is out. */
public final class CountingMemory implements WindowMemory {

    private final int limit;
    private int taken;

    /** Makes one that has so many bytes. */
    public CountingMemory(int limit) {
        this.limit = limit;
    }

    /** Makes one that is never used up. */
    public static CountingMemory plenty() {
        return new CountingMemory(Integer.MAX_VALUE);
    }

    @Override
    public boolean take(int bytes) {
        if (bytes > limit - taken) {
            return false;
        }
        taken += bytes;
        return true;
    }

    @Override
    public void giveBack(int bytes) {
        taken -= bytes;
    }

    /** Bytes taken now. */
    public int taken() {
        return taken;
    }
}
