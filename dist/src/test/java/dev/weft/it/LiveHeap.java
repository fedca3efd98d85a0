package dev.weft.it;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory the objects of a server take. */
final class LiveHeap {

    /** A row of jcmd's GC.class_histogram: number, instances, bytes, class. */
    private static final Pattern HISTOGRAM_ROW = Pattern.compile("^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+)");

    private LiveHeap() {}

    /** Bytes of all live objects: a full collection, and what is left but for the holes the collector leaves. */
    static long of(WeftProcess server) throws IOException {
        String jcmd = System.getProperty("java.home") + "/bin/jcmd";
        Process process = new ProcessBuilder(jcmd, Long.toString(server.pid()), "GC.class_histogram").start();
        return process.inputReader()
                .lines()
                .map(HISTOGRAM_ROW::matcher)
                .filter(Matcher::find)
                .filter(row -> !row.group(2).contains("FillerElement"))
                .mapToLong(row -> Long.parseLong(row.group(1)))
                .sum();
    }
}
