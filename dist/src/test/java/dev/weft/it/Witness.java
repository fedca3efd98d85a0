package dev.weft.it;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A client that says something a hundred times a second and wants it back, whatever others do to the server. */
final class Witness implements AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final JdkClient client;
    private final List<Long> nanos = new ArrayList<>();
    private final CompletableFuture<Void> testimony = new CompletableFuture<>();
    private volatile boolean done;

    private Witness(JdkClient client) {
        this.client = client;
        Thread.ofPlatform().name("witness").start(this::watch);
    }

    static Witness of(WeftProcess server) {
        return new Witness(JdkClient.connect(server.ws("/ws/echo")));
    }

    /** Ends the watch: how long its echoes took, in words. Fails if one was wrong or missing. */
    String testimony() throws InterruptedException, ExecutionException, TimeoutException {
        done = true;
        testimony.get(WeftProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Collections.sort(nanos);
        return String.format(
                "%,d echoes, median %.1f ms, p99 %.1f ms, longest %.1f ms",
                nanos.size(), millis(0.5), millis(0.99), millis(1));
    }

    private double millis(double quantile) {
        return nanos.get((int) Math.ceil(quantile * (nanos.size() - 1))) / 1e6;
    }

    private void watch() {
        try {
            do {
                String message = "message " + nanos.size();
                long start = System.nanoTime();
                String echo = client.send(message).next();
                nanos.add(System.nanoTime() - start);
                if (!echo.equals("text " + message)) {
                    throw new AssertionError("the witness said " + message + " and heard " + echo);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            } while (!done);
            testimony.complete(null);
        } catch (InterruptedException | RuntimeException | Error disturbed) {
            testimony.completeExceptionally(disturbed);
        }
    }

    @Override
    public void close() {
        done = true;
        client.close();
    }
}
