package dev.weft.it;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a server process holds, as the kernel tells it.
 *
 * @param descriptors open files and sockets
 * @param threads of the system
 * @param residentKib memory in RAM, of all kinds
 */
record Gauges(long descriptors, long threads, long residentKib) {

    static Gauges of(WeftProcess server) throws IOException {
        Path proc = proc(server);
        try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
            return new Gauges(descriptors.count(), status(proc, "Threads:"), status(proc, "VmRSS:"));
        }
    }

    /** What its descriptors stand for. */
    static List<String> descriptorsOf(WeftProcess server) throws IOException {
        List<String> targets = new ArrayList<>();
        try (DirectoryStream<Path> descriptors =
                Files.newDirectoryStream(proc(server).resolve("fd"))) {
            for (Path descriptor : descriptors) {
                targets.add(Files.readSymbolicLink(descriptor).toString());
            }
        }
        return targets;
    }

    /** Processor time it has used since its start. */
    static long cpuMillis(WeftProcess server) throws IOException {
        String stat = Files.readString(proc(server).resolve("stat"));
        // proc(5): utime and stime are fields 14 and 15, in ticks of 10 ms; the name in field 2 may hold spaces.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return 10 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    }

    private static Path proc(WeftProcess server) {
        return Path.of("/proc", Long.toString(server.pid()));
    }

    private static long status(Path proc, String name) throws IOException {
        return Files.readAllLines(proc.resolve("status")).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
