package dev.weft.it.wire;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Plays faults to a server, many connections at a time.
 *
 * <p>What a cut promises: the two parts are two calls of write on a socket without Nagle's delay, so TCP gets two segments;
 * and between them lie the first writes of all the other connections of the batch, so that the server usually reads the
 * first part alone. That it does is not checked for each, and nobody sleeps: some of a thousand cuts may be read as one.
 */
public final class Player {

    /** What came of one play. */
    public record Outcome(Fault fault, String how, Verdict verdict, String came) {

        @Override
        public String toString() {
            return fault + ", " + how + ": " + came + "; sent " + HeadText.written(fault.bytes(), 200);
        }
    }

    private final InetSocketAddress address;
    private final Duration patience;
    private final int lanes;
    private final int batchSize;

    /**
     * Makes a player for one server.
     *
     * @param patience how long a silence is waited through
     * @param lanes how many batches are played at a time
     * @param batchSize how many connections a batch has, whose first parts are all written before the second ones
     */
    public Player(InetSocketAddress address, Duration patience, int lanes, int batchSize) {
        this.address = address;
        this.patience = patience;
        this.lanes = lanes;
        this.batchSize = batchSize;
    }

    /** Plays faults in all ways, and tells of each. */
    public List<Outcome> play(List<Fault> faults, Splits splits) throws InterruptedException, ExecutionException {
        List<Play> plays = new ArrayList<>();
        faults.forEach(fault -> plays.addAll(Play.all(fault, splits)));
        List<Future<List<Outcome>>> batches = new ArrayList<>();
        try (ExecutorService players =
                Executors.newFixedThreadPool(lanes, Thread.ofVirtual().factory())) {
            for (int from = 0; from < plays.size(); from += batchSize) {
                List<Play> batch = plays.subList(from, Math.min(plays.size(), from + batchSize));
                batches.add(players.submit(() -> playAll(batch)));
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<List<Outcome>> batch : batches) {
            outcomes.addAll(batch.get());
        }
        return outcomes;
    }

    private List<Outcome> playAll(List<Play> plays) {
        List<Wire> wires = new ArrayList<>();
        try {
            int segments = 0;
            for (Play play : plays) {
                wires.add(Wire.open(play, address, patience));
                segments = Math.max(segments, play.segments().size());
            }
            for (int i = 0; i < segments; i++) {
                for (Wire wire : wires) {
                    wire.write(i);
                }
            }
            return wires.stream().map(Player::outcome).toList();
        } finally {
            wires.forEach(Wire::close);
        }
    }

    private static Outcome outcome(Wire wire) {
        Play play = wire.play();
        Outcome outcome = wire.transcript()
                .map(came -> new Outcome(play.fault(), play.how(), Verdict.of(play, came), came.toString()))
                .orElseGet(() -> new Outcome(play.fault(), play.how(), Verdict.NOT_ASKED, "extension declined"));
        // At once, and not with the batch: the server waits for it.
        wire.close();
        return outcome;
    }
}
