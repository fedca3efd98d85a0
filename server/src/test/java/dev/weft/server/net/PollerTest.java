package dev.weft.server.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.weft.server.resource.ServiceThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A poller of which the scheduler forgets some threads, as Java 21 does with those that it has no memory to queue. */
@Timeout(60)
class PollerTest {

    private static final long A_SECOND = Duration.ofMillis(1001).toNanos();

    private final AtomicInteger started = new AtomicInteger();
    private int forgotten;
    private Poller poller;
    private ServerSocketChannel listener;
    private SocketChannel peer;
    private CompletableFuture<Integer> read;

    @BeforeEach
    void connect() throws IOException {
        poller = new Poller(this::start);
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        peer = SocketChannel.open(listener.getLocalAddress());
        PlainTransport transport = new PlainTransport(listener.accept(), poller);
        read = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                read.complete(transport.read(ByteBuffer.allocate(10)));
            } catch (IOException lost) {
                read.completeExceptionally(lost);
            }
        });
    }

    private void start(ServiceThread thread) {
        if (started.getAndIncrement() >= forgotten) {
            thread.startVirtual();
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        peer.close();
        poller.stop();
        listener.close();
    }

    private void peerWrites() throws IOException {
        peer.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }

    @Test
    void anotherThreadTakesOverFromOneThatIsLost() throws Exception {
        forgotten = 2;
        poller.start();
        peerWrites();

        poller.check(System.nanoTime());
        assertEquals(1, started.get());
        poller.check(System.nanoTime() + A_SECOND);
        poller.check(System.nanoTime() + A_SECOND);

        assertEquals(3, read.get(30, TimeUnit.SECONDS));
        assertEquals(3, started.get());
    }

    @Test
    void onlyOneThreadIsLeftIfTheFirstWasNotLostAfterAll() throws Exception {
        poller.start();
        peerWrites();
        assertEquals(3, read.get(30, TimeUnit.SECONDS));

        // As if it were kept from its carrier: whoever is not current ends, and wakes the other.
        poller.start();
        CompletableFuture<Integer> next = new CompletableFuture<>();
        try (SocketChannel second = SocketChannel.open(listener.getLocalAddress())) {
            PlainTransport transport = new PlainTransport(listener.accept(), poller);
            Thread.ofVirtual().start(() -> {
                try {
                    next.complete(transport.read(ByteBuffer.allocate(10)));
                } catch (IOException lost) {
                    next.completeExceptionally(lost);
                }
            });
            second.write(ByteBuffer.wrap(new byte[] {1}));

            assertEquals(1, next.get(30, TimeUnit.SECONDS));
        }
        assertEquals(2, started.get());
    }

    /** Out of memory in {@code close}: the JDK has marked the channel as closed, and the key is still valid. */
    @Test
    void cancelsTheKeyOfAChannelThatWasClosedWithoutMemory() throws Exception {
        Selector selector = mock(Selector.class);
        SelectionKey left = mock(SelectionKey.class);
        SelectionKey open = mock(SelectionKey.class);
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        // Nothing may be stubbed any more once the poller's thread calls these.
        AtomicBoolean goesOn = new AtomicBoolean(true);
        when(selector.isOpen()).thenAnswer(call -> goesOn.get());
        when(selector.keys()).thenThrow(new OutOfMemoryError("again")).thenReturn(Set.of(left, open));
        when(selector.selectNow(any())).thenThrow(new ClosedSelectorException());
        when(left.isValid()).thenReturn(true);
        SocketChannel closed = SocketChannel.open();
        closed.close();
        when(left.channel()).thenReturn(closed);
        when(open.channel()).thenReturn(peer);
        doAnswer(call -> cancelled.complete(null)).when(left).cancel();
        Poller failing = new Poller(ServiceThread::startVirtual, selector);

        failing.closed(left);
        failing.start();

        cancelled.get(30, TimeUnit.SECONDS);
        goesOn.set(false);
        verify(open, never()).cancel();
    }
}
