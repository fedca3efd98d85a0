package dev.weft.server.net;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A poller for each core, and a factory for the plain connections that they serve. Thread-safe. */
public final class Pollers implements TransportFactory {

    private final List<Poller> pollers;
    private final AtomicInteger dealt = new AtomicInteger();

    private Pollers(List<Poller> pollers) {
        this.pollers = pollers;
    }

    /**
     * Opens the pollers without starting them.
     *
     * @throws IOException if there are not enough descriptors
     */
    public static Pollers open() throws IOException {
        List<Poller> pollers = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            pollers.add(new Poller());
        }
        return new Pollers(List.copyOf(pollers));
    }

    /** Starts the pollers. */
    public void start() {
        pollers.forEach(Poller::start);
    }

    /** Checks that each poller has a running thread; called periodically, by one thread. */
    public void check() {
        long now = System.nanoTime();
        pollers.forEach(poller -> poller.check(now));
    }

    /** Stops the pollers; call it when no connection is left. */
    public void stop() {
        pollers.forEach(Poller::stop);
    }

    /** Makes an unencrypted connection. */
    @Override
    public Transport transport(SocketChannel channel) throws IOException {
        return plain(channel);
    }

    PlainTransport plain(SocketChannel channel) throws IOException {
        return new PlainTransport(channel, pollers.get(Math.floorMod(dealt.getAndIncrement(), pollers.size())));
    }
}
