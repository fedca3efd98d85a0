package dev.weft.server.net;

import dev.weft.server.resource.ServiceThread;
import java.io.IOException;
import java.lang.ref.Reference;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections on a platform thread of its own, and starts a virtual thread for each one that the gate admits.
 *
 * <p>It survives running out of descriptors: the loop waits a moment and tries again.
 */
public final class Acceptor {

    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

    /** Why 50 ms? Long enough to cost nothing while no descriptor is free, short enough to resume within a second. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Why 16 KiB? Several times what the JDK allocates for one connection. */
    private static final int ROOM_BYTES = 16 * 1024;

    /** Makes the task of a connection's virtual thread. */
    @FunctionalInterface
    public interface ConnectionFactory {
        /** Makes the connection's task, which ends the transport itself, and then runs {@code ended}. */
        Runnable connection(Transport transport, Runnable ended);
    }

    private final Listener listener;
    private final ConnectionGate gate;
    private final Runnable leave;
    private final TransportFactory transports;
    private final ConnectionFactory factory;
    private final Consumer<Transport> turnedAway;
    private final Thread.Builder.OfVirtual threads = Thread.ofVirtual().inheritInheritableThreadLocals(false);
    private @Nullable Long loggedAt;

    /**
     * Listens, without accepting yet.
     *
     * @param maxConnections the most connections open at once
     * @param transports plain or encrypted
     * @param factory makes the task of a connection
     * @param turnedAway handles a connection over the limit, on a virtual thread; it ends the transport itself
     * @throws IOException if the address cannot be listened on
     */
    public static Acceptor listen(
            InetSocketAddress address,
            int maxConnections,
            TransportFactory transports,
            ConnectionFactory factory,
            Consumer<Transport> turnedAway)
            throws IOException {
        return new Acceptor(Listener.on(address), new ConnectionGate(maxConnections), transports, factory, turnedAway);
    }

    private Acceptor(
            Listener listener,
            ConnectionGate gate,
            TransportFactory transports,
            ConnectionFactory factory,
            Consumer<Transport> turnedAway) {
        this.listener = listener;
        this.gate = gate;
        this.leave = gate::leave;
        this.transports = transports;
        this.factory = factory;
        this.turnedAway = turnedAway;
    }

    /** Begins to accept. */
    public void start() {
        new ServiceThread("weft-acceptor", listener::isOpen, this::acceptAll).start();
    }

    /** Stops listening; admitted connections continue. */
    public void stop() {
        try {
            listener.close();
        } catch (IOException alreadyGone) {
            LOG.debug("closing the listener: {}", alreadyGone.toString());
        }
    }

    /** The address that this listens on. */
    public InetSocketAddress address() throws IOException {
        return listener.address();
    }

    /** How many connections are open now. */
    public int open() {
        return gate.open();
    }

    /** Waits for connections, and accepts all that are pending. */
    private void acceptAll() {
        try {
            listener.await();
            requireMemory();
            for (SocketChannel each = listener.accept(); each != null; each = listener.accept()) {
                accept(each);
                requireMemory();
            }
        } catch (ClosedChannelException | ClosedSelectorException stopped) {
            // There is no next round.
        } catch (IOException full) {
            pause(full);
        }
    }

    /**
     * Provokes an OutOfMemoryError here, if there is to be one, rather than in the JDK between accepting a descriptor
     * and creating its channel: nothing could close that descriptor, and its client would wait forever.
     */
    @SuppressWarnings("ReachabilityFenceUsage") // Keeps the compiler from removing the allocation.
    private static void requireMemory() {
        Reference.reachabilityFence(new byte[ROOM_BYTES]);
    }

    private void accept(SocketChannel channel) throws IOException {
        Transport transport;
        try {
            transport = transports.transport(channel);
        } catch (IOException goneAlready) {
            channel.close();
            return;
        } catch (RuntimeException | Error full) {
            channel.close();
            throw full;
        }
        boolean letIn = gate.enter();
        try {
            threads.start(letIn ? factory.connection(transport, leave) : () -> turnedAway.accept(transport));
        } catch (RuntimeException | Error full) {
            // The place in the gate first: there may be no memory for the rest.
            if (letIn) {
                leave.run();
            }
            transport.abort();
            throw full;
        }
    }

    private void pause(IOException full) {
        long now = System.nanoTime();
        if (loggedAt == null || now - loggedAt > LOG_EVERY_NANOS) {
            loggedAt = now;
            LOG.warn("! cannot accept: {}", full.toString());
        }
        LockSupport.parkNanos(PAUSE_NANOS);
    }
}
