package dev.weft.testkit;

import dev.weft.server.net.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/** A connection without a network. The client always accepts what is written, unless it has stopped reading. */
final class MemoryTransport implements Transport {

    private final Scene scene;
    private final InetSocketAddress remoteAddress;
    private final Consumer<byte[]> client;
    private final Runnable ended;
    private final ArrayDeque<ByteBuffer> toServer = new ArrayDeque<>();
    private boolean paused;
    private boolean woken;

    /** The client has ended its output. */
    private boolean clientEnded;

    /** The server has ended its output. */
    private boolean outputEnded;

    /** The connection is broken, as after a reset or a cut cable. */
    private boolean broken;

    /**
     * Makes a connection.
     *
     * @param client receives what the server writes, under the scene's lock
     * @param ended runs when the server's output has ended, under the scene's lock
     */
    MemoryTransport(Scene scene, InetSocketAddress remoteAddress, Consumer<byte[]> client, Runnable ended) {
        this.scene = scene;
        this.remoteAddress = remoteAddress;
        this.client = client;
        this.ended = ended;
    }

    // The server's side.

    @Override
    public int read(ByteBuffer target) throws IOException {
        return scene.when(() -> !toServer.isEmpty() || clientEnded || broken || woken, () -> {
            if (broken) {
                throw new IOException("the connection is lost");
            }
            ByteBuffer next = toServer.peekFirst();
            if (woken || next == null) {
                int nothing = woken ? 0 : -1;
                woken = false;
                return nothing;
            }
            int count = Math.min(next.remaining(), target.remaining());
            target.put(next.slice(next.position(), count));
            next.position(next.position() + count);
            if (!next.hasRemaining()) {
                toServer.removeFirst();
            }
            return count;
        });
    }

    @Override
    public void write(ByteBuffer... sources) throws IOException {
        scene.when(() -> !paused || broken, () -> deliver(sources));
    }

    @Override
    public boolean writeNow(ByteBuffer... sources) throws IOException {
        return scene.when(() -> true, () -> (!paused || broken) && deliver(sources));
    }

    private boolean deliver(ByteBuffer... sources) throws IOException {
        if (broken || outputEnded) {
            throw new IOException("the connection is lost");
        }
        for (ByteBuffer source : sources) {
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            client.accept(bytes);
        }
        return true;
    }

    @Override
    public void shutdownOutput() {
        scene.change(() -> {
            outputEnded = true;
            // Like the TCP stack of a program that has seen the end and closes its socket.
            clientEnded = true;
            ended.run();
        });
    }

    /** There is no poller to schedule turns, but the carrier threads are shared. */
    @Override
    @SuppressWarnings("ThreadPriorityCheck")
    public void awaitTurn() {
        Thread.yield();
    }

    @Override
    public void wakeReader() {
        scene.change(() -> woken = true);
    }

    @Override
    public void abort() {
        scene.change(() -> {
            broken = true;
            ended.run();
        });
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public String scheme() {
        return "http";
    }

    // The client's side.

    void send(byte[] bytes) {
        scene.change(() -> toServer.addLast(ByteBuffer.wrap(bytes)));
    }

    void pauseReading() {
        scene.change(() -> paused = true);
    }

    void resumeReading() {
        scene.change(() -> paused = false);
    }

    boolean isBroken() {
        return scene.look(() -> broken);
    }
}
