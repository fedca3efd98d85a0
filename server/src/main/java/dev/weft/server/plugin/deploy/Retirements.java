package dev.weft.server.plugin.deploy;

import dev.weft.server.config.OnReplace;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The generations that are on their way out, and their sessions' way to the generation that has taken their place.
 * Thread-safe.
 */
final class Retirements {

    private final ReplacementPolicy policy;

    /** Few, and changed rarely. */
    private final List<Retirement> underWay = new CopyOnWriteArrayList<>();

    private volatile GenerationSessions held = GenerationSessions.NONE;

    Retirements(ReplacementPolicy policy) {
        this.policy = policy;
    }

    /** From now on there are sessions. */
    void serve(GenerationSessions sessions) {
        held = sessions;
    }

    /** Whether there can be sessions. */
    boolean isServing() {
        return !held.equals(GenerationSessions.NONE);
    }

    /**
     * Brings a generation that has just been retired to its end.
     *
     * @param stop stops it, when it has no sessions any more; called again if it fails half-way
     */
    void begin(Generation retired, Runnable stop) {
        Retirement retirement = new Retirement(retired, held, policy, stop);
        underWay.add(retirement);
        retirement.begin();
    }

    /** Sessions of every older generation of this handler have somewhere to go now, if they may move at all. */
    void offer(Generation fresh) {
        if (policy.onReplace() == OnReplace.HANDOVER) {
            underWay.stream()
                    .map(Retirement::generation)
                    .filter(older -> older.slot().equals(fresh.slot()))
                    .forEach(held::offer);
        }
    }

    /** Begins those for which there was no thread when they were due, and forgets those that are over. */
    void beginDue() {
        underWay.forEach(Retirement::begin);
        underWay.removeIf(Retirement::isOver);
    }

    /** Ends all of them now, with no more patience for their sessions, and waits for it. */
    void finish() {
        underWay.forEach(each -> each.generation().hurry());
        underWay.forEach(Retirement::await);
    }
}
