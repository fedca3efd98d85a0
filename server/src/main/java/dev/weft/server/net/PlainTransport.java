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
 * A TCP connection without encryption, or what an encrypted one goes over. Its channel does not block: whoever has to wait
 * is parked, until the poller finds the channel ready.
 */
final class PlainTransport implements Transport {

    /**
     * Why 1 s? The kernel says that there is room when a third of its buffer is free, for which a slow reader may take a
     * minute; but it takes bytes before that. Who reads steadily is to be told from one who has stopped.
     */
    private static final long ROOM_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SocketChannel channel;
    private final InetSocketAddress remoteAddress;
    private final Poller poller;
    private final SelectionKey key;
    private final ParkedThread forInput = new ParkedThread();
    private final ParkedThread forRoom = new ParkedThread();

    /** Whether the poller looks for input here: until there is some that nobody waits for. */
    private volatile boolean watched;

    /** Whether the reader is to return without having read anything. */
    private volatile boolean woken;

    PlainTransport(SocketChannel channel, Poller poller) throws IOException {
        this.channel = channel;
        this.poller = poller;
        // A reply is written whole, in one call: waiting for more to fill a segment would only delay it.
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        this.remoteAddress = (InetSocketAddress) channel.getRemoteAddress();
        this.key = poller.register(channel, this);
    }

    /** Waits first, although there may be something: one read a round is what is fair. */
    @Override
    public int read(ByteBuffer target) throws IOException {
        int count;
        do {
            forInput.begin();
            watch();
            // After it has begun to wait: a call of wakeReader from now on ends the wait.
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

    /** The same, but returns 0 if nothing has come after so long. */
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

    /** Writes what there is room for, without waiting for any; returns how many bytes that were. */
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
            // Nobody is left to tell: the descriptor is released all the same.
        }
        forInput.look();
        forRoom.look();
        // It is the poller that closes the descriptor.
        poller.changed();
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

    /** The channel is ready for something that was wished for. The poller's thread alone. */
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
            // Whoever waited has been told.
        }
    }

    /** Has the poller look for input, after the caller has begun to wait. */
    private void watch() throws IOException {
        if (!watched) {
            watched = true;
            wish(SelectionKey.OP_READ);
        }
    }

    /** Nobody has asked for the input that is here: the poller would find it in every round. */
    private void unwatch() {
        // In this order: whoever begins to wait in between, and leaves again, must not leave it at "watched".
        key.interestOpsAnd(~SelectionKey.OP_READ);
        watched = false;
        if (forInput.isBegun()) {
            // Just now, and perhaps before it could see that.
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
