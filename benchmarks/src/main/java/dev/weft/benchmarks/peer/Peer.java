package dev.weft.benchmarks.peer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** What all peers have in common: the address, the largest message, and how they start and end. */
public final class Peer {

    static final String HOST = "127.0.0.1";

    /** Why 128 KiB? Twice the largest load, so that no peer is measured at the edge of its limit. */
    public static final int MAX_MESSAGE = 128 << 10;

    /** An argument: a peer that pays for {@link #MAX_MESSAGE} in every connection keeps its own, smaller limit. */
    public static final String STOCK_LIMITS = "--stock-limits";

    /** An argument: ends the process when standard input ends, so that it never outlives the program that started it. */
    public static final String UNTIL_INPUT_ENDS = "--until-input-ends";

    /** An argument: every message goes to all connections, instead of back. */
    public static final String FAN_OUT = "--fan-out";

    /** An argument: permessage-deflate is accepted. Peers that always accept it, or never, do not look at it. */
    public static final String DEFLATE = "--deflate";

    private Peer() {}

    static boolean has(String[] arguments, String wanted) {
        return Arrays.asList(arguments).contains(wanted);
    }

    /** Prints the port, then blocks for as long as the peer is to run. */
    static void listening(int port, String[] arguments) throws IOException, InterruptedException {
        System.out.println("LISTENING " + port);
        if (has(arguments, UNTIL_INPUT_ENDS)) {
            System.in.transferTo(OutputStream.nullOutputStream());
            Runtime.getRuntime().halt(0);
        }
        Thread.currentThread().join();
    }
}
