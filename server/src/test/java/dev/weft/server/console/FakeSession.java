package dev.weft.server.console;

import dev.weft.spi.CloseStatus;
import dev.weft.spi.Handshake;
import dev.weft.spi.Message;
import dev.weft.spi.Session;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A client at 127.0.0.1 (or wherever a test says) that can leave, and remembers how it was closed. */
final class FakeSession implements Session {

    private final long id;
    private final InetSocketAddress address;
    private final CompletableFuture<CloseStatus> end = new CompletableFuture<>();

    FakeSession(long id) {
        this(id, "127.0.0.1");
    }

    /** A client at this IP address, port 50,000 + id. */
    FakeSession(long id, String address) {
        this.id = id;
        try {
            this.address = new InetSocketAddress(InetAddress.getByName(address), (int) (50_000 + id));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Tells when any of these has ended, as the server would. */
    @SuppressWarnings("FutureReturnValueIgnored") // What runs at the end tells by itself what came of it.
    static SessionEnds ends() {
        return (session, then) -> {
            ((FakeSession) session).end.thenRun(then);
            return () -> {};
        };
    }

    void leave() {
        end.complete(CloseStatus.ABNORMAL);
    }

    Optional<CloseStatus> closedWith() {
        return Optional.ofNullable(end.getNow(null));
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Handshake handshake() {
        return new FakeHandshake(address);
    }

    @Override
    public boolean isOpen() {
        return !end.isDone();
    }

    @Override
    public void send(Message message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean offer(Message message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close(CloseStatus status) {
        end.complete(status);
    }

    @Override
    public <T> Optional<T> attachment(Class<T> type) {
        return Optional.empty();
    }

    @Override
    public void attach(Object attachment) {
        throw new UnsupportedOperationException();
    }

    private record FakeHandshake(InetSocketAddress remoteAddress) implements Handshake {

        @Override
        public String path() {
            return "/ws/ask";
        }

        @Override
        public Optional<String> query() {
            return Optional.empty();
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }

        @Override
        public List<String> headers(String name) {
            return List.of();
        }

        @Override
        public Optional<String> origin() {
            return Optional.empty();
        }

        @Override
        public Optional<String> subprotocol() {
            return Optional.empty();
        }
    }
}
