package dev.weft.clients;

import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What came for a client, in order. Thread-safe. */
public final class Inbox {

    private static final long PATIENCE_SECONDS = 30;

    private sealed interface Arrival {}

    private record Text(String text) implements Arrival {}

    private record Binary(ByteBuffer data) implements Arrival {}

    private record Failure(String what) implements Arrival {}

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    /** A text message came. */
    public void text(String text) {
        arrivals.add(new Text(text));
    }

    /** A binary message came; the array is this inbox's from now on. */
    public void binary(byte[] data) {
        arrivals.add(new Binary(ByteBuffer.wrap(data)));
    }

    /** A binary message came, in a buffer that is the library's. */
    public void binary(ByteBuffer data) {
        byte[] copy = new byte[data.remaining()];
        data.duplicate().get(copy);
        binary(copy);
    }

    /** The connection was closed. */
    public void closed(int code, String reason) {
        arrivals.add(new Failure("closed " + code + " " + reason));
    }

    /** The connection failed. */
    public void failed(Throwable cause) {
        arrivals.add(new Failure(cause.toString()));
    }

    void expect(String text) throws Exception {
        check(new Text(text));
    }

    void expect(byte[] data) throws Exception {
        check(new Binary(ByteBuffer.wrap(data)));
    }

    private void check(Arrival expected) throws Exception {
        Arrival arrival = arrivals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (arrival == null) {
            throw new TimeoutException("nothing came");
        }
        if (arrival instanceof Failure failure) {
            throw new IllegalStateException(failure.what());
        }
        if (!arrival.equals(expected)) {
            throw new IllegalStateException("something else came");
        }
    }
}
