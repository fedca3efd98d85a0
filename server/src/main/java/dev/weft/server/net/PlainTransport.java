package dev.weft.server.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * An unencrypted TCP connection, or the one below an encrypted connection. Its channel is non-blocking: a thread that
 * has to wait is parked until the poller finds the channel ready.
 */
final class PlainTransport implements Transport {

    /**
     * Why 1 s? The kernel reports room only when a third of its buffer is free, which may take a minute with a slow
     * reader; but it accepts bytes before that. A peer that reads steadily must be distinguished from one that has
     * stopped.
     */
    private static final long ROOM_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SocketChannel channel;
    private final InetSocketAddress remoteAddress;
    private final Poller poller;
    private final SelectionKey key;
    private final ParkedThread forInput = new ParkedThread();
    private final ParkedThread forRoom = new ParkedThread();

    /** Whether the poller watches this for input; cleared when input arrives that no thread waits for. */
    private volatile boolean watched;

    /** Whether the reader should return without having read anything. */
    private volatile boolean woken;

    PlainTransport(SocketChannel channel, Poller poller) throws IOException {
        this.channel = channel;
        this.poller = poller;
        // A reply is written in one call: waiting for more data to fill a segment would only delay it.
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        this.remoteAddress = (InetSocketAddress) channel.getRemoteAddress();
        this.key = poller.register(channel, this);
    }

    /** Waits first, even if there may be input: fairness means one read per round. */
    @Override
    public int read(ByteBuffer target) throws IOException {
        int count;
        do {
            forInput.begin();
            watch();
            // Checked after beginning to wait: a call of wakeReader from now on ends the wait.
            if (takeNudge()) {
                forInput.leave();
                return 0;
            }
            forInput.await(channel);
            count = channel.read(target);
        } while (count == 0 && target.hasRemaining());
        return count;
    }

    private boolean takeNudge() {
        if (woken) {
            woken = false;
            return true;
        }
        return false;
    }

    /** The same, but returns 0 if nothing has arrived after this long. */
    int read(ByteBuffer target, long nanos) throws IOException {
        forInput.begin();
        watch();
        forInput.await(channel, nanos);
        return channel.read(target);
    }

    @Override
    public void write(ByteBuffer... sources) throws IOException {
        while (writeAtOnce(sources) == 0) {
            forRoom.begin();
            wish(SelectionKey.OP_WRITE);
            forRoom.await(channel, ROOM_NANOS);
        }
    }

    @Override
    public boolean writeNow(ByteBuffer... sources) throws IOException {
        writeAtOnce(sources);
        for (ByteBuffer source : sources) {
            if (source.hasRemaining()) {
                return false;
            }
        }
        return true;
    }

    /** Writes as many bytes as there is room for, without waiting; returns their number. */
    long writeAtOnce(ByteBuffer... sources) throws IOException {
        return sources.length == 1 ? channel.write(sources[0]) : channel.write(sources);
    }

    @Override
    public void awaitTurn() {
        poller.awaitNextRound();
    }

    @Override
    public void wakeReader() {
        woken = true;
        forInput.end();
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void abort() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // There is nobody left to tell; the descriptor is released anyway.
        } finally {
            forInput.look();
            forRoom.look();
            // The poller closes the descriptor.
            poller.closed(key);
        }
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public String scheme() {
        return "http";
    }

    /** Called when the channel is ready for a requested operation. The poller's thread alone. */
    void ready() {
        try {
            int ready = key.readyOps();
            if ((ready & SelectionKey.OP_READ) != 0 && !forInput.end()) {
                unwatch();
            }
            if ((ready & SelectionKey.OP_WRITE) != 0) {
                key.interestOpsAnd(~SelectionKey.OP_WRITE);
                forRoom.end();
            }
        } catch (CancelledKeyException cut) {
            // Waiting threads have been woken.
        }
    }

    /** Makes the poller watch for input, after the caller has begun to wait. */
    private void watch() throws IOException {
        if (!watched) {
            watched = true;
            wish(SelectionKey.OP_READ);
        }
    }

    /** Stops watching for input that no thread waits for: the poller would find it in every round. */
    private void unwatch() {
        // In this order: a thread that begins to wait in between, and leaves again, must not leave this "watched".
        key.interestOpsAnd(~SelectionKey.OP_READ);
        watched = false;
        if (forInput.isBegun()) {
            // A reader has just begun to wait, perhaps before it could see the change.
            watched = true;
            key.interestOpsOr(SelectionKey.OP_READ);
        }
    }

    private void wish(int operation) throws IOException {
        try {
            key.interestOpsOr(operation);
        } catch (CancelledKeyException cut) {
            throw new ClosedChannelException();
        }
        poller.changed();
    }
}
