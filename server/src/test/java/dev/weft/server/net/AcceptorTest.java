package dev.weft.server.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Clients of a listener on the loopback address, each of which is greeted with one byte. */
@Timeout(60)
class AcceptorTest {

    private static final int GREETING = 'h';

    private final Pollers pollers = open();
    private final AtomicInteger faults = new AtomicInteger();
    private final Acceptor acceptor = listen();

    private static Pollers open() {
        try {
            return Pollers.open();
        } catch (IOException noDescriptors) {
            throw new AssertionError(noDescriptors);
        }
    }

    private Acceptor listen() {
        try {
            return Acceptor.listen(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    1000,
                    channel -> {
                        if (faults.getAndDecrement() > 0) {
                            throw new OutOfMemoryError("Java heap space");
                        }
                        return pollers.transport(channel);
                    },
                    (transport, ended) -> () -> {
                        greet(transport);
                        ended.run();
                    },
                    Transport::abort);
        } catch (IOException noDescriptors) {
            throw new AssertionError(noDescriptors);
        }
    }

    private static void greet(Transport transport) {
        try {
            transport.write(ByteBuffer.wrap(new byte[] {GREETING}));
        } catch (IOException gone) {
            // The client sees that by itself.
        }
        transport.abort();
    }

    @BeforeEach
    void start() {
        pollers.start();
        acceptor.start();
    }

    @AfterEach
    void stop() {
        acceptor.stop();
        pollers.stop();
    }

    private int greeting() throws IOException {
        try (Socket client =
                new Socket(acceptor.address().getAddress(), acceptor.address().getPort())) {
            client.setSoTimeout(20_000);
            return client.getInputStream().read();
        }
    }

    /** None is there for a client whose connection there was no memory for. */
    private void failOnce() throws IOException {
        faults.set(1);
        assertEquals(-1, greeting());
    }

    @Test
    void goesOnWhenThereIsNoMemoryForAConnectionNorForALineAboutIt() throws Exception {
        UnsynchronizedAppenderBase<ILoggingEvent> full = new UnsynchronizedAppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                throw new OutOfMemoryError("Java heap space");
            }
        };
        full.start();
        Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(full);
        try {
            failOnce();
            failOnce();
        } finally {
            root.detachAppender(full);
        }

        assertEquals(GREETING, greeting());
    }

    @Test
    void keepsListeningOnTheSamePortWhenAPluginInterruptsIt() throws Exception {
        assertEquals(GREETING, greeting());
        for (int i = 0; i < 100; i++) {
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("weft-acceptor"))
                    .forEach(Thread::interrupt);
            assertEquals(GREETING, greeting());
        }
    }

    @Test
    void takesNobodyAfterItHasStopped() throws Exception {
        InetSocketAddress address = acceptor.address();
        assertEquals(GREETING, greeting());

        acceptor.stop();

        assertThrows(ConnectException.class, () -> new Socket(address.getAddress(), address.getPort()).close());
    }
}
