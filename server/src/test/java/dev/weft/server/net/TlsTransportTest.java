package dev.weft.server.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.server.config.Tls;
import dev.weft.server.tls.ServerTls;
import dev.weft.testsupport.Certificates;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's end of a loopback connection, and at the other end the JDK's TLS socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class TlsTransportTest {

    @TempDir
    static Path folder;

    private final ExecutorService peers = Executors.newVirtualThreadPerTaskExecutor();
    private Certificates certificates;
    private Pollers pollers;
    private TlsTransports transports;
    private ServerSocketChannel listener;
    private Socket raw;
    private SocketChannel channel;
    private Transport transport;

    @BeforeAll
    void make() throws Exception {
        certificates = new Certificates(folder).issue("server");
        ServerTls tls = ServerTls.open(new Tls(
                certificates.certificate("server", "server.crt"),
                certificates.key("server", "server.key"),
                Optional.empty(),
                Optional.empty()));
        pollers = Pollers.open();
        pollers.start();
        transports = new TlsTransports(tls::engine, pollers);
    }

    @BeforeEach
    void connect() throws IOException {
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
        raw = new Socket(address.getAddress(), address.getPort());
        channel = listener.accept();
        transport = transports.transport(channel);
    }

    @AfterAll
    void stop() {
        pollers.stop();
    }

    @AfterEach
    void close() throws IOException {
        transport.abort();
        raw.close();
        listener.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bytesComeThroughBothWays(String version) throws Exception {
        CompletableFuture<byte[]> answer = peer(version, socket -> {
            socket.getOutputStream().write(new byte[100_000]);
            return socket.getInputStream().readNBytes(100_000);
        });
        ByteBuffer received = ByteBuffer.allocate(100_000);
        while (received.hasRemaining()) {
            transport.read(received);
        }
        ByteBuffer first = ByteBuffer.allocate(10);
        ByteBuffer second = ByteBuffer.allocate(99_990);
        second.put(99_989, (byte) 7);

        while (first.hasRemaining() || second.hasRemaining()) {
            transport.write(first, second);
        }

        byte[] expected = new byte[100_000];
        expected[99_999] = 7;
        assertArrayEquals(expected, answer.join());
    }

    @Test
    void aRecordIsGivenOutInPiecesToWhoeverHasLittleRoom() throws Exception {
        CompletableFuture<Boolean> peer = peer("TLSv1.3", socket -> {
            socket.getOutputStream().write(new byte[] {1, 2, 3, 4, 5});
            return true;
        });
        ByteBuffer all = ByteBuffer.allocate(5);

        while (all.hasRemaining()) {
            ByteBuffer two = all.slice(all.position(), Math.min(2, all.remaining()));
            all.position(all.position() + transport.read(two));
        }

        assertArrayEquals(new byte[] {1, 2, 3, 4, 5}, all.array());
        assertEquals(true, peer.join());
    }

    @Test
    void closeNotifyIsTheEnd() throws Exception {
        CompletableFuture<Integer> peer = peer("TLSv1.3", socket -> {
            socket.getOutputStream().write(1);
            socket.shutdownOutput();
            return socket.getInputStream().read();
        });
        assertEquals(1, transport.read(ByteBuffer.allocate(10)));

        assertEquals(-1, transport.read(ByteBuffer.allocate(10)));

        assertEquals(-1, peer.join());
    }

    @Test
    void whatIsAskedBeforeCloseNotifyCanStillBeAnswered() throws Exception {
        CompletableFuture<Integer> peer = peer("TLSv1.3", socket -> {
            socket.getOutputStream().write(1);
            socket.shutdownOutput();
            return socket.getInputStream().read();
        });
        transport.read(ByteBuffer.allocate(10));

        transport.write(ByteBuffer.wrap(new byte[] {42}));

        assertEquals(42, peer.join());
    }

    @Test
    void theEndOfTheSocketWithoutCloseNotifyIsNoEnd() throws Exception {
        CompletableFuture<Boolean> peer = peer("TLSv1.3", socket -> {
            socket.getOutputStream().write(1);
            raw.shutdownOutput();
            return true;
        });
        transport.read(ByteBuffer.allocate(10));
        peer.join();

        EOFException cut = assertThrows(EOFException.class, () -> transport.read(ByteBuffer.allocate(10)));

        assertEquals("the connection ended without close_notify", cut.getMessage());
    }

    @Test
    void endingTheOutputSaysSoAndReadsOnUntilThePeerEnds() throws Exception {
        CompletableFuture<Integer> peer = peer("TLSv1.3", socket -> {
            socket.getOutputStream().write(1);
            int end = socket.getInputStream().read();
            socket.getOutputStream().write(new byte[1000]);
            return end;
        });
        transport.read(ByteBuffer.allocate(10));

        transport.shutdownOutput();

        assertEquals(-1, peer.join());
        raw.shutdownOutput();
        int scrap = 0;
        for (int count = 0; count >= 0; count = transport.read(ByteBuffer.allocate(100))) {
            scrap += count;
        }
        assertEquals(true, scrap > 1000, () -> "read to the end");
        assertThrows(ClosedChannelException.class, () -> transport.write(ByteBuffer.allocate(1)));
    }

    @Test
    void nothingIsWrittenBeforeTheHandshake() {
        assertThrows(ClosedChannelException.class, () -> transport.write(ByteBuffer.allocate(1)));
    }

    @Test
    void aCutEndsABlockedReadAndABlockedWriteAtOnce() throws Exception {
        CompletableFuture<Boolean> peer = peer("TLSv1.3", socket -> {
            socket.getOutputStream().write(1);
            return true;
        });
        transport.read(ByteBuffer.allocate(10));
        peer.join();
        CompletableFuture<IOException> reader = failure(() -> transport.read(ByteBuffer.allocate(10)));
        CompletableFuture<IOException> writer = failure(() -> {
            while (true) {
                transport.write(ByteBuffer.allocate(16_000));
            }
        });

        transport.abort();

        // Blocked already (AsynchronousCloseException, which is one) or just about to be: both end the same way.
        assertInstanceOf(ClosedChannelException.class, reader.join());
        assertInstanceOf(ClosedChannelException.class, writer.join());
    }

    @Test
    void aPlainRequestIsRefusedWithAnAlert() throws Exception {
        raw.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        raw.shutdownOutput();

        assertThrows(SSLException.class, () -> transport.read(ByteBuffer.allocate(10)));

        // RFC 8446 6: alert (21), legacy version, two bytes: fatal (2).
        byte[] alert = raw.getInputStream().readAllBytes();
        assertEquals(21, alert[0]);
        assertEquals(2, alert[5]);
        assertEquals(7, alert.length);
    }

    @Test
    void aClientHelloThatDeclares16MiBIsRefusedAtOnce() throws Exception {
        raw.getOutputStream().write(new byte[] {22, 3, 1, 0, 9, 1, -1, -1, -1, 3, 3, 0, 0, 0});

        SSLException refused = assertThrows(SSLException.class, () -> transport.read(ByteBuffer.allocate(10)));

        assertEquals(true, String.valueOf(refused.getMessage()).contains("16777215"), refused::toString);
    }

    @Test
    void asManyNewKeysInARowAsAreAllowedAreAnsweredWithTheNextBytes() throws Exception {
        CompletableFuture<Integer> peer = peer("TLSv1.3", socket -> {
            int sum = 0;
            for (int round = 0; round < 3; round++) {
                askForNewKeys(socket, 32);
                socket.getOutputStream().write(1);
                sum += socket.getInputStream().read();
            }
            return sum;
        });

        for (int round = 0; round < 3; round++) {
            assertEquals(1, transport.read(ByteBuffer.allocate(10)));
            transport.write(ByteBuffer.wrap(new byte[] {14}));
        }

        assertEquals(42, peer.join());
    }

    @Test
    void oneNewKeyInARowTooManyIsRefusedAndSaidSo() throws Exception {
        CompletableFuture<Integer> peer = peer("TLSv1.3", socket -> {
            socket.getOutputStream().write(1);
            askForNewKeys(socket, 33);
            return socket.getInputStream().read();
        });

        SSLException refused = assertThrows(SSLException.class, () -> readOn(ByteBuffer.allocate(10)));

        assertEquals("more than 32 records in a row without data", refused.getMessage());
        assertEquals(-1, peer.join());
    }

    @Test
    void newKeysAreCountedAcrossDataUntilTheyAreAnswered() throws Exception {
        CompletableFuture<Boolean> peer = peer("TLSv1.3", socket -> {
            for (int i = 0; i < 33; i++) {
                socket.getOutputStream().write(1);
                askForNewKeys(socket, 1);
            }
            return true;
        });
        ByteBuffer received = ByteBuffer.allocate(100);

        SSLException refused = assertThrows(SSLException.class, () -> readOn(received));

        assertEquals("the peer asks for new keys and takes no answer", refused.getMessage());
        assertEquals(33, received.position());
        assertEquals(true, peer.join());
    }

    @Test
    void aPeerThatEndsAndTakesNothingDoesNotHoldTheReader() throws Exception {
        CompletableFuture<Boolean> peer = peer("TLSv1.3", socket -> {
            socket.getOutputStream().write(1);
            socket.shutdownOutput();
            return true;
        });
        assertEquals(1, transport.read(ByteBuffer.allocate(10)));
        ByteBuffer bytes = ByteBuffer.allocate(65_536);
        while (channel.write(bytes.clear()) > 0) {
            // Until there is no room for close_notify.
        }

        assertEquals(-1, transport.read(ByteBuffer.allocate(10)));

        assertEquals(true, peer.join());
    }

    /** The JDK takes a second handshake of TLS 1.3 for this: RFC 8446 4.6.3, with update_requested. */
    private static void askForNewKeys(SSLSocket socket, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            socket.startHandshake();
        }
    }

    /** Reads as long as there is something, and has room for it. */
    private void readOn(ByteBuffer target) throws IOException {
        while (transport.read(target) > 0) {
            // All of it goes to one place.
        }
    }

    /** What a peer does. */
    @FunctionalInterface
    private interface Act<T> {
        T with(SSLSocket socket) throws IOException;
    }

    /** What fails in the end. */
    @FunctionalInterface
    private interface Failing {
        void run() throws IOException;
    }

    private <T> CompletableFuture<T> peer(String version, Act<T> act) throws Exception {
        SSLSocket socket = (SSLSocket)
                certificates.client().getSocketFactory().createSocket(raw, "localhost", raw.getPort(), false);
        socket.setEnabledProtocols(new String[] {version});
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return act.with(socket);
                    } catch (IOException failed) {
                        throw new CompletionException(failed);
                    }
                },
                peers);
    }

    private CompletableFuture<IOException> failure(Failing act) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        act.run();
                        throw new AssertionError("did not fail");
                    } catch (IOException expected) {
                        return expected;
                    }
                },
                peers);
    }
}
