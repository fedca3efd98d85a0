package dev.weft.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Many clients at once, each on a virtual thread of its own. */
final class Crowd {

    /** What one client does. */
    @FunctionalInterface
    interface Client {
        void run(int number) throws Exception;
    }

    private Crowd() {}

    /** Runs all of them to their end; fails as the first that failed did. */
    static void run(int clients, Client client) throws Exception {
        run(clients, WeftProcess.PATIENCE, client);
    }

    /** Runs all of them to their end, and waits longer than usual for it. */
    static void run(int clients, Duration patience, Client client) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        // Not closed: that would wait for clients that hang, and they are to be seen.
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int number = i;
                all.add(threads.submit(() -> {
                    client.run(number);
                    return null;
                }));
            }
            for (int i = 0; i < clients; i++) {
                await(all.get(i), i, deadline);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(Future<?> client, int number, long deadline) throws InterruptedException {
        try {
            client.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("client " + number + ": " + failed.getCause(), failed.getCause());
        } catch (TimeoutException late) {
            throw new AssertionError("client " + number + " does not come to its end", late);
        }
    }
}
