package dev.weft.server.connection;

import java.lang.management.ManagementFactory;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the virtual threads a carrier more for each handler that spins, and takes it back afterwards.
 *
 * <p>Virtual threads are not time-sliced: as many spinning handlers as there are carriers would stop all other
 * connections. More carriers than cores let the operating system share the cores out, but measured with one message in
 * flight on each of a hundred connections, eight carriers on one core cost 11.9 us a message and one costs 8.1. So the
 * spare ones come only when they are needed.
 *
 * <p>The number can be changed from Java 24 on; on an older one the launcher starts with more, and this does nothing. Used
 * by the watchdog's thread alone.
 */
final class Carriers {

    private static final Logger LOG = LoggerFactory.getLogger(Carriers.class);

    private static final String PARALLELISM = "Parallelism";

    /** Why 8 and 4? Two spinning handlers a core still leave every other connection half of it. */
    private static final int LEAST_MOST = 8;

    private static final int MOST_PER_CORE = 4;

    private @Nullable MBeanServer beans;
    private @Nullable ObjectName scheduler;
    private int base;
    private int current;

    /** Finds the scheduler; takes a third of a second, and so is not done when it is needed. */
    void prepare() {
        try {
            ObjectName name = new ObjectName("jdk.management:type=VirtualThreadScheduler");
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            base = (Integer) server.getAttribute(name, PARALLELISM);
            current = base;
            beans = server;
            scheduler = name;
        } catch (JMException | RuntimeException olderJava) {
            LOG.debug("= the number of carriers stays as it is: {}", olderJava.toString());
        }
    }

    /** Adjusts to so many handlers that spin now. */
    void spinning(int handlers) {
        adjust(handlers);
        if (handlers > 0) {
            // A task that was queued before the number was raised does not wake a new carrier; one that comes now does.
            Thread.ofVirtual().start(() -> {});
        }
    }

    private void adjust(int handlers) {
        int most = Math.max(LEAST_MOST, MOST_PER_CORE * Runtime.getRuntime().availableProcessors());
        int wanted = Math.max(base, Math.min(base + handlers, most));
        MBeanServer server = beans;
        if (wanted == current || server == null) {
            return;
        }
        try {
            server.setAttribute(scheduler, new Attribute(PARALLELISM, wanted));
            LOG.debug("% {} handlers spin: {} carriers", handlers, wanted);
            current = wanted;
        } catch (JMException | RuntimeException refused) {
            LOG.warn("% cannot change the number of carriers: {}", refused.toString());
            beans = null;
        }
    }
}
