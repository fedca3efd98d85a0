package dev.weft.benchmarks;

import dev.weft.benchmarks.peer.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The loads that servers are compared under. */
enum Load {
    /** One small message at a time: the cost of being woken up. */
    PING_PONG("64 B ping-pong, 100 connections", "echo --size 64 --connections 100", 10_000),
    /** Many small messages at once: the cost of a message itself. */
    PIPELINED("64 B, 16 in flight, 64 connections", "echo --size 64 --in-flight 16 --connections 64", 25_000),
    /** Large messages: the cost of a byte. */
    LARGE("64 KiB ping-pong, 16 connections", "echo --size 65536 --connections 16", 500),
    /** The cost of compression in both directions. */
    DEFLATE(
            "1 KiB of JSON, deflated, ping-pong, 100 connections",
            "echo --deflate --content JSON --size 1024 --connections 100",
            3_000),
    /** The cost of a delivery. */
    FAN_OUT("128 B to 1,000, one at a time", "fan-out --size 128 --connections 1000", 20_000),
    /** Whether deliveries to one subscriber are put together. */
    FAN_OUT_16("128 B to 1,000, 16 at once", "fan-out --size 128 --in-flight 16 --connections 1000", 20_000),
    /** The same, with more to put together. */
    FAN_OUT_BURST("128 B to 1,000, 64 at once", "fan-out --size 128 --in-flight 64 --connections 1000", 20_000),
    /** Whether a message is compressed once, or for each. */
    FAN_OUT_DEFLATE(
            "1 KiB of JSON, deflated, to 1,000, one at a time",
            "fan-out --deflate --content JSON --size 1024 --connections 1000",
            5_000),
    /** How long the last subscriber of a large room waits. */
    FAN_OUT_10000("128 B to 10,000, one at a time", "fan-out --size 128 --connections 10000", 20_000);

    private final String label;
    private final List<String> command;
    private final int slowest;

    Load(String label, String command, int slowest) {
        this.label = label;
        this.command = List.of(command.split(" "));
        this.slowest = slowest;
    }

    String label() {
        return label;
    }

    boolean isFanOut() {
        return command.getFirst().equals("fan-out");
    }

    /** What a peer has to be told about it. */
    List<String> serverArguments() {
        List<String> arguments = new ArrayList<>();
        if (isFanOut()) {
            arguments.add(Peer.FAN_OUT);
        }
        if (command.contains("--deflate")) {
            arguments.add(Peer.DEFLATE);
        }
        return arguments;
    }

    /**
     * The load generator's command for it.
     *
     * <p>Why a number of messages, and not only a time, to warm up? On a busy machine a server gets through too few of them to
     * be compiled. The number is what the slowest peer answers in that time with a core of its own, rounded down.
     */
    List<String> command(String url, Duration warmUp) {
        List<String> arguments = new ArrayList<>(command);
        arguments.add(1, url);
        arguments.addAll(List.of("--warm-up", Long.toString(warmUp.toSeconds())));
        arguments.addAll(List.of("--warm-up-messages", Long.toString(warmUp.toSeconds() * slowest)));
        return arguments;
    }
}
