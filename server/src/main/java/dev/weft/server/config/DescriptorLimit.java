package dev.weft.server.config;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many files and sockets this process may hold open. */
final class DescriptorLimit {

    /**
     * Reserved for JARs, the log, pollers, the listening socket and files of the browser client: 40 are open after a
     * start.
     */
    static final int KEPT_FREE = 64;

    private DescriptorLimit() {}

    /** The limit; unlimited if the platform does not tell. */
    static long ofThisProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
