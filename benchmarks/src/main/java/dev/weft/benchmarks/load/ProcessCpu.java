package dev.weft.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * CPU time as Linux counts it, in seconds.
 *
 * <p>Why not {@link ProcessHandle.Info#totalCpuDuration}? It knows nothing about the machine as a whole, and that shows
 * whether somebody else was working during a measurement.
 */
public final class ProcessCpu {

    /** Why 100? The unit of /proc is USER_HZ, which the Linux ABI fixes at 100 on every platform a JVM runs on. */
    private static final double TICKS_PER_SECOND = 100;

    /** proc(5): utime is field 14 and stime 15; fields are counted from 1 and the name, field 2, may hold spaces. */
    private static final int UTIME_AFTER_NAME = 14 - 3;

    private ProcessCpu() {}

    /**
     * User and system time of a process with all of its threads, also those that have ended.
     *
     * @param pid the process
     * @return seconds, in steps of 10 ms
     * @throws IOException if there is no such process
     */
    public static double ofProcess(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long utime = Long.parseLong(fields[UTIME_AFTER_NAME]);
        long stime = Long.parseLong(fields[UTIME_AFTER_NAME + 1]);
        return (utime + stime) / TICKS_PER_SECOND;
    }

    /**
     * User, nice and system time of all processes on all cores.
     *
     * @return seconds, in steps of 10 ms
     * @throws IOException if this system has no /proc
     */
    public static double ofMachine() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            String[] fields = lines.findFirst().orElseThrow().trim().split(" +");
            long ticks = Long.parseLong(fields[1]) + Long.parseLong(fields[2]) + Long.parseLong(fields[3]);
            return ticks / TICKS_PER_SECOND;
        }
    }
}
