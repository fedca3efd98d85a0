package dev.weft.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Opens many connections as fast as it can, shows that they work, and holds them until told to stop. */
final class ConnectRun {

    /** Why 100? Enough to find a server that lost connections, few enough to leave the others idle. */
    private static final int SAMPLE = 100;

    private static final Duration ECHO_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
    private static final long POLL_NANOS = 100_000_000;

    private final Target target;
    private final int count;
    private final Duration openTimeout;
    private final Duration holdLimit;
    private volatile boolean released;

    ConnectRun(Target target, int count, Duration openTimeout, Duration holdLimit) {
        if (count < 1) {
            throw new IllegalArgumentException("at least one connection is needed");
        }
        this.target = target;
        this.count = count;
        this.openTimeout = openTimeout;
        this.holdLimit = holdLimit;
    }

    /** Runs to the end; true if every connection opened, echoed if sampled, and stayed open while held. */
    boolean run(InputStream commands, PrintStream out) throws IOException {
        MessageShape shape = new MessageShape(64, Content.ASCII);
        try (ClientLoop loop = new ClientLoop(new Messages(shape), 1)) {
            long begun = System.nanoTime();
            loop.open(target, new SourceAddresses(count), openTimeout);
            double seconds = (System.nanoTime() - begun) / 1e9;
            int opened = loop.opened();
            String line = "CONNECTED connections=%d seconds=%.3f per_second=%.0f errors=%d";
            out.println(String.format(Locale.ROOT, line, opened, seconds, opened / seconds, loop.failures()));
            printFailure(loop.firstFailure(), out);
            long echoed = echo(loop);
            out.println("ECHOED messages=" + echoed);
            hold(loop, commands, out);
            boolean clean = loop.failures() == 0 && opened == count && echoed == Math.min(count, SAMPLE);
            printFailure(loop.firstFailure(), out);
            loop.closeAll(CLOSE_TIMEOUT);
            return clean;
        }
    }

    private long echo(ClientLoop loop) throws IOException {
        loop.sample(Math.min(count, SAMPLE));
        loop.drain(ECHO_TIMEOUT);
        return loop.replies();
    }

    private void hold(ClientLoop loop, InputStream commands, PrintStream out) throws IOException {
        Thread waiter = Thread.ofPlatform().daemon().name("commands").start(() -> {
            awaitLine(commands);
            released = true;
            loop.wakeUp();
        });
        out.println("HOLDING until a line or the end of standard input");
        long deadline = System.nanoTime() + holdLimit.toNanos();
        while (!released && System.nanoTime() < deadline && loop.isLive()) {
            loop.poll(System.nanoTime() + POLL_NANOS);
        }
        waiter.interrupt();
    }

    private static void awaitLine(InputStream commands) {
        try {
            int read = commands.read();
            while (read >= 0 && read != '\n') {
                read = commands.read();
            }
        } catch (IOException e) {
            // A broken pipe is the end of input: the program that held it has gone.
        }
    }

    private static void printFailure(@Nullable String failure, PrintStream out) {
        if (failure != null) {
            out.println("ERROR " + failure);
        }
    }
}
