package dev.weft.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.MessageHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests that every handler should pass, whatever its purpose. Extend this class, and say how to make the handler:
 *
 * <pre>{@code
 * class GreeterContractTest extends HandlerContractTest {
 *     @Override
 *     protected MessageHandler handler() {
 *         return new Greeter();
 *     }
 * }
 * }</pre>
 *
 * <p>A handler may close a session with a {@link dev.weft.spi.CloseException}, and may send nothing at all. It must not
 * throw anything else, whatever a client sends; {@link HandlerHarness#close} checks after each test that it ends
 * properly.
 */
public abstract class HandlerContractTest {

    /** Why 32? More than there are carrier threads, so that callbacks run concurrently. */
    private static final int MANY = 32;

    /** Why 5 s? Half of what the server gives a handler to stop. */
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(5);

    /** For subclasses. */
    protected HandlerContractTest() {}

    /** Makes a new handler. */
    protected abstract MessageHandler handler();

    /** Prepares what the handler needs, such as settings; by default, the operator answers every question. */
    protected HarnessSetup prepare(MessageHandler handler) {
        HarnessSetup setup = HandlerHarness.of(handler);
        setup.operator().answersAll(question -> "yes");
        return setup;
    }

    /** A text that the handler answers; many clients send it at once. */
    protected String sample() {
        return "hello";
    }

    private HandlerHarness start() {
        return prepare(handler()).start();
    }

    @Test
    void startsAndStops() {
        HandlerHarness harness = start();
        long begun = System.nanoTime();

        harness.close();

        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        assertTrue(took.compareTo(TIME_TO_STOP) < 0, () -> "it took " + took + " to stop");
    }

    @Test
    void survivesAnEmptyText() {
        survives(client -> client.sendText(""));
    }

    @Test
    void survivesAnEmptyBinaryMessage() {
        survives(TestClient::sendBinary);
    }

    @Test
    void survivesTextOfManyScripts() {
        survives(client -> client.sendText("stra\u00dfe \u4f60\u597d \ud83d\ude00 \u0000 \u202e \ufeff"));
    }

    @Test
    void survivesALargeText() {
        survives(client -> client.sendText("x".repeat(1 << 20)));
    }

    @Test
    void survivesALargeBinaryMessage() {
        survives(client -> client.sendBinary(new byte[1 << 20]));
    }

    @Test
    void survivesBytesOfEveryValue() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        survives(client -> client.sendBinary(all));
    }

    @Test
    void survivesMessagesWithoutAPauseBetween() {
        survives(client -> {
            for (int i = 0; i < 100; i++) {
                client.sendText(sample());
            }
        });
    }

    @Test
    void survivesAClientThatLeavesAtOnce() {
        try (HandlerHarness harness = start()) {
            for (int i = 0; i < MANY; i++) {
                harness.connect("/").drop();
                harness.connect("/").sendText(sample()).drop();
                harness.connect("/").sendText(sample()).close();
            }
            assertUnharmed(harness);
        }
    }

    @Test
    void servesManySessionsAtOnce() {
        try (HandlerHarness harness = start()) {
            List<TestClient> clients = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                clients.add(harness.connect("/"));
            }
            for (int round = 0; round < 10; round++) {
                clients.forEach(client -> client.sendText(sample()));
            }
            clients.forEach(TestClient::awaitHandled);
            assertUnharmed(harness);
        }
    }

    /** What a client does to a handler. */
    @FunctionalInterface
    private interface Ordeal {
        void of(TestClient client);
    }

    private void survives(Ordeal ordeal) {
        try (HandlerHarness harness = start()) {
            TestClient client = harness.connect("/");
            ordeal.of(client);
            client.awaitHandled();
            assertUnharmed(harness);
        }
    }

    /** Checks that the handler has thrown nothing it should not, and serves the next client. */
    private void assertUnharmed(HandlerHarness harness) {
        harness.connect("/").sendText(sample()).awaitHandled();
        assertEquals(List.of(), harness.faults());
    }
}
