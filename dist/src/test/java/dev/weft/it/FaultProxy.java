package dev.weft.it;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A bad network between clients and a server: it chops the stream into pieces, holds them up, carries nothing at all for a
 * while, or breaks the connections off.
 */
final class FaultProxy implements Closeable {

    private final int serverPort;
    private final int largestPiece;
    private final long longestPauseNanos;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flowing = lock.newCondition();
    private boolean stalled;

    private FaultProxy(int serverPort, int largestPiece, long longestPauseNanos) throws IOException {
        this.serverPort = serverPort;
        this.largestPiece = largestPiece;
        this.longestPauseNanos = longestPauseNanos;
        this.listener = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon(true).name("fault-proxy").start(this::accept);
    }

    /** One that carries everything as it comes. */
    static FaultProxy to(WeftProcess server) throws IOException {
        return new FaultProxy(server.port(), Integer.MAX_VALUE, 0);
    }

    /**
     * One that cuts the stream into pieces of random sizes, and now and then waits before one.
     *
     * @param largestPiece bytes
     * @param longestPauseNanos of about one piece in sixteen
     */
    static FaultProxy chopping(WeftProcess server, int largestPiece, long longestPauseNanos) throws IOException {
        return new FaultProxy(server.port(), largestPiece, longestPauseNanos);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Carries nothing from now on, in either direction, and tells nobody: a cable that was pulled. */
    void stall() {
        lock.lock();
        try {
            stalled = true;
        } finally {
            lock.unlock();
        }
    }

    /** Carries on, with what came meanwhile. */
    void resume() {
        lock.lock();
        try {
            stalled = false;
            flowing.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Breaks all connections off, on both sides, with a RST. */
    void reset() {
        for (Socket socket : sockets) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException gone) {
                // Then it needs no RST.
            }
            close(socket);
        }
    }

    /** How many of its connections, counted at both ends, are still open. */
    int open() {
        return sockets.size();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        resume();
        sockets.forEach(FaultProxy::close);
    }

    private void accept() {
        int number = 0;
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                sockets.add(server);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                long seed = number++;
                Thread.ofVirtual().start(() -> carry(client, server, new Random(seed)));
                Thread.ofVirtual().start(() -> carry(server, client, new Random(~seed)));
            } catch (IOException closed) {
                // The listener's end, or a server that is not there: its client finds out.
            }
        }
    }

    private void carry(Socket from, Socket to, Random random) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                deliver(buffer, count, out, random);
            }
            awaitFlow();
            to.shutdownOutput();
        } catch (IOException broken) {
            close(to);
        } finally {
            sockets.remove(from);
        }
    }

    private void deliver(byte[] buffer, int count, OutputStream out, Random random) throws IOException {
        for (int at = 0; at < count; ) {
            int piece =
                    Math.min(count - at, largestPiece == Integer.MAX_VALUE ? count : 1 + random.nextInt(largestPiece));
            awaitFlow();
            if (longestPauseNanos > 0 && random.nextInt(16) == 0) {
                LockSupport.parkNanos(1 + random.nextLong(longestPauseNanos));
            }
            out.write(buffer, at, piece);
            at += piece;
        }
    }

    private void awaitFlow() {
        lock.lock();
        try {
            while (stalled) {
                flowing.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // It is closed.
        }
    }
}
