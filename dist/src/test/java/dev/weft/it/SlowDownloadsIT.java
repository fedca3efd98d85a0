package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many want a large file, and read no more than its beginning; and one reads it slowly. */
class SlowDownloadsIT {

    private static final int READERS = Length.of(200, 1_000);

    private static final int MIB = 1 << 20;
    private static final long SIZE = 100L * MIB;

    /** What the server holds of the file for each. */
    private static final long PIECE = 64 * 1024;

    /** And of everything else: its thread, the request, the buffers of its connection. */
    private static final long BESIDES = 16 * 1024;

    /** Why 64 KiB? A thousand times the several MiB that it would become are more than the system has for all of TCP. */
    private static final int RECEIVE_BUFFER = 64 * 1024;

    /** After each MiB: so the whole takes longer than the ten seconds in which a write has to make some progress. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(120);

    private static final String CUT = "aborted: a write made no progress";

    /** Ten lines a second, and then their number. */
    private static final Pattern MORE = Pattern.compile("(\\d+) more: connection aborted");

    private static final byte[] REQUEST =
            "GET /large.bin HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final CountDownLatch stopped = new CountDownLatch(READERS);
    private final CompletableFuture<Long> held = new CompletableFuture<>();

    @TempDir
    private Path folder;

    @Test
    void holdOnePieceOfTheFileEachAndAreCut() throws Exception {
        try (RandomAccessFile large =
                new RandomAccessFile(folder.resolve("large.bin").toFile(), "rw")) {
            large.setLength(SIZE);
        }
        // All come at once, and on a busy machine the last of a thousand has to wait for more than the usual ten
        // seconds.
        try (WeftProcess server =
                WeftProcess.serve("--handler", "echo", "--web-dir", folder.toString(), "--handshake-timeout", "60s")) {
            // The first of all, for what is made once.
            assertEquals(SIZE, download(server, 0));
            long base = LiveHeap.of(server);
            Thread.ofPlatform().start(() -> measure(server, base));
            Crowd.run(READERS + 1, WeftProcess.PATIENCE.multipliedBy(2), number -> {
                if (number < READERS) {
                    stop(server);
                } else {
                    assertEquals(SIZE, download(server, PAUSE_NANOS));
                }
            });
            long each = held.join();

            System.out.printf(
                    "%,d who read no more of a file of 100 MiB: %,d bytes each, and all were cut%n", READERS, each);
            assertTrue(each < PIECE + BESIDES, () -> each + " bytes each");
        }
    }

    /** What each of them costs while nobody reads; told when all of them have been cut. */
    private void measure(WeftProcess server, long base) {
        try {
            stopped.await();
            long each = (LiveHeap.of(server) - base) / READERS;
            Await.until(() -> cuts(server) >= READERS, server::output);
            held.complete(each);
        } catch (IOException | InterruptedException | AssertionError failed) {
            held.completeExceptionally(failed);
        }
    }

    private void stop(WeftProcess server) throws IOException {
        try (RawClient client = RawClient.connectNarrow(server.port(), RECEIVE_BUFFER)) {
            client.write(REQUEST);
            String head = client.readHead();
            assertTrue(head.startsWith("HTTP/1.1 200 "), head);
            stopped.countDown();
            held.join();
            assertTrue(client.skip(SIZE) < SIZE);
        } catch (IOException | RuntimeException | Error failed) {
            // So that the others do not wait for it, and tell why.
            held.completeExceptionally(failed);
            throw failed;
        }
    }

    private static long cuts(WeftProcess server) {
        return server.output()
                .lines()
                .mapToLong(line -> {
                    Matcher more = MORE.matcher(line);
                    return more.find() ? Long.parseLong(more.group(1)) : line.contains(CUT) ? 1 : 0;
                })
                .sum();
    }

    /** Reads it all, with a pause after each MiB; how many bytes it was. */
    private static long download(WeftProcess server, long pauseNanos) throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            client.write(REQUEST);
            assertTrue(client.readHead().contains("Content-Length: " + SIZE + "\r\n"));
            long total = 0;
            for (long part = client.skip(MIB); part > 0; part = total < SIZE ? client.skip(MIB) : 0) {
                total += part;
                LockSupport.parkNanos(pauseNanos);
            }
            return total;
        }
    }
}
