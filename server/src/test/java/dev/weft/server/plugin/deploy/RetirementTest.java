package dev.weft.server.plugin.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.config.OnReplace;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Session;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One generation on its way out; the test stands in for its sessions, each of which is a pin. */
@Timeout(60)
class RetirementTest implements GenerationSessions {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** What was asked of the sessions, and the stop. */
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    private final Generation old = Deployed.handler("old", Session::send);

    @Override
    public void offer(Generation held) {
        events.add("offer " + held);
    }

    @Override
    public void close(Generation held, CloseStatus status) {
        events.add("close " + held + " " + status.code());
    }

    @Override
    public void abort(Generation held) {
        events.add("abort " + held);
    }

    private Retirement retire(OnReplace onReplace, Duration drain) {
        return retire(onReplace, drain, () -> events.add("stop"));
    }

    private Retirement retire(OnReplace onReplace, Duration drain, Runnable stop) {
        old.retire();
        ReplacementPolicy policy = new ReplacementPolicy(onReplace, drain, LONG);
        Retirement retirement = new Retirement(old, this, policy, stop);
        retirement.begin();
        return retirement;
    }

    private String next() throws InterruptedException {
        return Objects.requireNonNull(events.poll(20, TimeUnit.SECONDS), "nothing happened");
    }

    @Test
    void stopsAtOnceWithoutSessions() throws Exception {
        Retirement retirement = retire(OnReplace.HANDOVER, LONG);

        assertEquals("stop", next());
        retirement.await();
        assertTrue(retirement.isOver());
    }

    @Test
    void stopsWhenTheLastSessionHasMovedOn() throws Exception {
        assertTrue(old.pin());
        Retirement retirement = retire(OnReplace.HANDOVER, LONG);
        assertFalse(retirement.isOver());

        old.unpin();

        assertEquals("stop", next());
    }

    @Test
    void closesSessionsThatAreLeftWhenTheirTimeIsOver() throws Exception {
        assertTrue(old.pin());
        retire(OnReplace.DRAIN, Duration.ZERO);

        assertEquals("close old#1 1012", next());
        old.unpin();
        assertEquals("stop", next());
    }

    @Test
    void leavesSessionsAloneWhoseGenerationIsReplacedIfTheyAreToBeKept() throws Exception {
        assertTrue(old.pin());
        Deployed.after(old, Session::send);
        Retirement retirement = retire(OnReplace.KEEP, Duration.ZERO);
        assertFalse(retirement.isOver());

        old.unpin();

        assertEquals("stop", next());
        assertEquals(List.of(), List.copyOf(events));
    }

    @Test
    void stopsAgainWhatCouldNotBeStopped() throws Exception {
        Retirement retirement = retire(OnReplace.HANDOVER, LONG, () -> {
            events.add("try");
            if (events.size() == 1) {
                throw new OutOfMemoryError("Java heap space");
            }
        });

        retirement.await();

        assertTrue(retirement.isOver());
        assertEquals(List.of("try", "try"), List.copyOf(events));
    }

    @Test
    void offersItsSuccessorToTheGenerationsOfTheSameHandlerAlone() throws Exception {
        Retirements retirements = new Retirements(new ReplacementPolicy(OnReplace.HANDOVER, LONG, LONG));
        retirements.serve(this);
        Generation other = Deployed.handler("other", Session::send);
        assertTrue(old.pin() && other.pin());
        Generation fresh = Deployed.after(old, Session::send);
        Deployed.after(other, Session::send);
        retirements.begin(old, () -> events.add("stop old"));
        retirements.begin(other, () -> events.add("stop other"));

        retirements.offer(fresh);

        assertEquals("offer old#1", next());
        assertEquals(List.of(), List.copyOf(events));
        retirements.finish();
        assertEquals(List.of("stop old", "stop other"), events.stream().sorted().toList());
    }
}
