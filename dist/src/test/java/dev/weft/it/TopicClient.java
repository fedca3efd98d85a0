package dev.weft.it;

import dev.weft.testkit.Witness;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A client of one topic that understands marks, comes back with its position when its connection breaks, and tells a
 * witness what it sees, until it sees the end. Used by one thread.
 */
final class TopicClient {

    /** What the last messages of a run begin with. */
    static final String END = "end ";

    private static final char MARK = '\u001e';
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    /** What is done before each frame is read, once the client is subscribed. */
    @FunctionalInterface
    interface Pace {
        void await() throws InterruptedException;
    }

    private final TopicTraffic.Kind kind;
    private final Witness witness;
    private final Pace pace;

    /** Called when it is subscribed for the first time. */
    private final Runnable joined;

    private final AtomicInteger connections = new AtomicInteger();

    /** The last position that was seen; null before the first. */
    private @Nullable String position;

    /** The position of the message that comes next. */
    private @Nullable String next;

    /** Whether a subscription has begun, be it at a position or in an empty topic. */
    private boolean begun;

    private boolean hasJoined;
    private boolean over;

    TopicClient(TopicTraffic.Kind kind, Witness witness, Pace pace, Runnable joined) {
        this.kind = kind;
        this.witness = witness;
        this.pace = pace;
        this.joined = joined;
    }

    /** How often it connected. */
    int connections() {
        return connections.get();
    }

    /** Connects again and again, until the end was seen. */
    void run(TopicTraffic.Opening opening) throws InterruptedException {
        witness.subscribing();
        while (!over) {
            try (RawClient connection = opening.open("/ws/faults?weft-resume=" + presented())) {
                connections.incrementAndGet();
                next = null;
                connection.text("join " + kind.topic());
                while (!over) {
                    if (hasJoined) {
                        pace.await();
                    }
                    hear(connection.readAndPong());
                }
            } catch (IOException broken) {
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE));
            }
        }
    }

    private String presented() {
        return position == null ? "" : kind.topic() + ":" + position;
    }

    private void hear(RawClient.Frame frame) throws IOException {
        if (frame.opcode() == RawClient.CLOSE) {
            throw new EOFException("closed with " + frame.closeCode());
        }
        String text = frame.text();
        if (text.charAt(0) == MARK) {
            heed(text.substring(1).split(" "));
        } else if (text.equals("= joined")) {
            witness.subscribed();
            if (!hasJoined) {
                hasJoined = true;
                joined.run();
            }
        } else if (text.startsWith("# ")) {
            see(text.substring(2, text.indexOf('|')));
        } else {
            throw new AssertionError("what is this? " + text);
        }
    }

    private void see(String message) {
        if (next != null) {
            position = next;
            next = null;
        }
        witness.saw(message);
        if (message.startsWith(END)) {
            witness.unsubscribing();
            over = true;
        }
    }

    private void heed(String[] mark) {
        String token = mark[mark.length - 1];
        switch (mark[0]) {
            case "m" -> next = token;
            case "n" -> begin(mark.length == 3 ? token : null);
            case "b" -> {}
            case "r" -> {
                if (mark[2].equals("lost")) {
                    witness.lost();
                }
                position = mark.length == 4 ? token : position;
            }
            default -> throw new AssertionError("an unknown mark: " + String.join(" ", mark));
        }
    }

    /** Whoever began in an empty topic has no position to come back with, and may have missed something. */
    private void begin(@Nullable String at) {
        if (begun && at != null && !at.equals(position)) {
            witness.lost();
        }
        begun = true;
        position = at;
    }
}
