package dev.weft.server.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A connection without a network: the test is the peer, and may refuse to read. */
public final class MemoryTransport implements Transport {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<ByteBuffer> incoming = new ArrayDeque<>();
    private final ByteArrayOutputStream outgoing = new ByteArrayOutputStream();
    private final String scheme;
    private boolean peerEnded;
    private boolean outputEnded;
    private boolean cut;
    private boolean stalled;
    private boolean woken;
    private int room;
    private @Nullable Error fault;
    private int writesWaiting;
    private int writes;

    public MemoryTransport() {
        this("http");
    }

    /** Makes one of this scheme. */
    public MemoryTransport(String scheme) {
        this.scheme = scheme;
    }

    // The server's side.

    @Override
    public int read(ByteBuffer target) throws IOException {
        lock.lock();
        try {
            while (incoming.isEmpty() && !peerEnded && !cut && !woken && fault == null) {
                changed.awaitUninterruptibly();
            }
            if (cut) {
                throw new IOException("cut");
            }
            if (woken) {
                woken = false;
                return 0;
            }
            ByteBuffer next = incoming.peekFirst();
            if (next == null) {
                if (fault != null) {
                    throw fault;
                }
                return -1;
            }
            int count = Math.min(next.remaining(), target.remaining());
            target.put(next.slice(next.position(), count));
            next.position(next.position() + count);
            if (!next.hasRemaining()) {
                incoming.removeFirst();
                changed.signalAll();
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean writeNow(ByteBuffer... sources) throws IOException {
        lock.lock();
        try {
            if (stalled && !cut) {
                for (ByteBuffer source : sources) {
                    int count = Math.min(room, source.remaining());
                    byte[] bytes = new byte[count];
                    source.get(bytes);
                    outgoing.writeBytes(bytes);
                    room -= count;
                }
                changed.signalAll();
                return false;
            }
            write(sources);
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(ByteBuffer... sources) throws IOException {
        lock.lock();
        try {
            writesWaiting++;
            changed.signalAll();
            while (stalled && !cut) {
                changed.awaitUninterruptibly();
            }
            writesWaiting--;
            if (cut || outputEnded) {
                throw new IOException("cut");
            }
            writes++;
            for (ByteBuffer source : sources) {
                byte[] bytes = new byte[source.remaining()];
                source.get(bytes);
                outgoing.writeBytes(bytes);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void shutdownOutput() {
        change(() -> outputEnded = true);
    }

    @Override
    public void awaitTurn() {}

    @Override
    public void wakeReader() {
        change(() -> woken = true);
    }

    @Override
    public void abort() {
        change(() -> cut = true);
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
    }

    @Override
    public String scheme() {
        return scheme;
    }

    // The peer's side.

    /** Sends bytes given as hex, in one segment. */
    public void peerSends(String hex) {
        peerSends(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    public void peerSends(byte... bytes) {
        change(() -> incoming.addLast(ByteBuffer.wrap(bytes)));
    }

    /** What the server's side throws when all was read; no peer can make it, but memory can be short. */
    public void failsWith(Error thrown) {
        change(() -> fault = thrown);
    }

    /** Everything the server writes from now on is answered with a reset. */
    public void peerResets() {
        change(() -> outputEnded = true);
    }

    /** Waits until the server has read all that was sent. */
    public void awaitAllRead() {
        await(transport -> transport.incoming.isEmpty());
    }

    public void peerEnds() {
        change(() -> peerEnded = true);
    }

    /** Accepts so many bytes more from whoever does not wait, and then none. */
    public void stallAfter(int bytes) {
        change(() -> {
            stalled = true;
            room = bytes;
        });
    }

    /** The peer reads no more until {@link #resume}. */
    public void stall() {
        change(() -> stalled = true);
    }

    public void resume() {
        change(() -> stalled = false);
    }

    /** Waits until somebody is stuck in a write. */
    public void awaitStuckWriter() {
        await(transport -> transport.writesWaiting > 0 && transport.stalled);
    }

    /** Waits until exactly this was received so far, and fails with the difference. */
    public void awaitReceived(String hex) {
        String wanted = hex.replace(" ", "");
        await(transport -> transport.received().length() >= wanted.length());
        if (!received().equals(wanted)) {
            throw new AssertionError("received " + received() + " instead of " + wanted);
        }
    }

    /** Waits until so many bytes were received. */
    public void awaitReceivedBytes(int count) {
        await(transport -> transport.outgoing.size() >= count);
    }

    /** Waits until what was received so far ends with this, or there is nothing to follow. */
    public void awaitReceivedLast(String hex) {
        await(transport ->
                transport.outputEnded || transport.cut || transport.received().endsWith(hex));
    }

    public boolean isOutputEnded() {
        lock.lock();
        try {
            return outputEnded;
        } finally {
            lock.unlock();
        }
    }

    public void awaitOutputEnd() {
        await(transport -> transport.outputEnded || transport.cut);
    }

    public void awaitCut() {
        await(transport -> transport.cut);
    }

    /** All bytes the peer received, as hex. */
    public String received() {
        return HexFormat.of().formatHex(receivedBytes());
    }

    public byte[] receivedBytes() {
        lock.lock();
        try {
            return outgoing.toByteArray();
        } finally {
            lock.unlock();
        }
    }

    public int writes() {
        lock.lock();
        try {
            return writes;
        } finally {
            lock.unlock();
        }
    }

    public boolean isCut() {
        lock.lock();
        try {
            return cut;
        } finally {
            lock.unlock();
        }
    }

    private void await(Predicate<MemoryTransport> condition) {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (!condition.test(this)) {
                if (left <= 0) {
                    throw new AssertionError("waited in vain; received " + received());
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
