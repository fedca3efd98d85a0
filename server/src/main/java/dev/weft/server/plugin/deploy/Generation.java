package dev.weft.server.plugin.deploy;

import dev.weft.server.plugin.FaultText;
import dev.weft.server.plugin.HandlerDescriptor;
import dev.weft.server.plugin.HandlerState;
import dev.weft.server.plugin.PluginDescriptor;
import dev.weft.server.plugin.PluginReport;
import dev.weft.server.plugin.SpiVersion;
import dev.weft.spi.MessageHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One deployed copy of a handler. An opening handshake takes it from the registry once, and the connection holds it until
 * it ends or is handed over to the next. Thread-safe.
 */
public final class Generation {

    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);

    /** Why 3? One LinkageError may be a rare path of the plugin; three in a row are a plugin that is broken. */
    private static final int MAX_LINKAGE_FAILURES = 3;

    /** Why 1 s? A wait in small steps counts no time in which the whole process stood still. */
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final HandlerDescriptor descriptor;
    private final PluginDescriptor plugin;
    private final HandlerSlot slot;
    private final int number;

    /** How many connections hold it. */
    private final AtomicInteger pins = new AtomicInteger();

    /** Open until it is retired and no connection holds it. */
    private final CountDownLatch drained = new CountDownLatch(1);

    /** For each kind of callback, how many of them have thrown a LinkageError in a row. */
    private final Map<Callback, AtomicInteger> linkageFailures = new EnumMap<>(Callback.class);

    private final ReentrantLock lock = new ReentrantLock();

    /** Changed under the lock, read without. */
    private volatile Standing standing = new Standing(HandlerState.VERIFIED, "");

    private volatile @Nullable MessageHandler handler;

    /** Null once it has been let go. */
    private volatile @Nullable ClassLoader loader;

    private volatile boolean retired;

    private volatile boolean degraded;

    /** What {@link #lacksClass} told last. */
    private volatile String lack = "";

    /** What the server calls of a handler for a session. */
    public enum Callback {
        /** {@code onOpen}. */
        OPEN,
        /** {@code onMessage}. */
        MESSAGE,
        /** {@code onClose}. */
        CLOSE,
        /** {@code onHandOver}. */
        HAND_OVER
    }

    /** A state and why; one value, so that a reader never sees half of a change. */
    record Standing(HandlerState state, String reason) {}

    Generation(PluginDescriptor plugin, HandlerDescriptor descriptor, HandlerSlot slot, ClassLoader loader) {
        this.plugin = plugin;
        this.descriptor = descriptor;
        this.slot = slot;
        this.number = slot.takeNumber();
        this.loader = loader;
        for (Callback callback : Callback.values()) {
            linkageFailures.put(callback, new AtomicInteger());
        }
    }

    /** The id it is chosen by. */
    public String id() {
        return descriptor.id();
    }

    /** Its one line about itself, or empty. */
    public String description() {
        return descriptor.description();
    }

    /** The version in its manifest, or empty. */
    public String version() {
        return plugin.version();
    }

    /** The file in the plugins folder it came from. */
    public Path jar() {
        return plugin.jar().original();
    }

    /** How often this handler has been started, this time included. */
    public int number() {
        return number;
    }

    /** The subprotocols it speaks, best first; empty if it names none. */
    public List<String> subprotocols() {
        return descriptor.subprotocols();
    }

    /** Texts it understands, for people who try it. */
    public List<String> examples() {
        return descriptor.examples();
    }

    /** Whether it can put something on the operator's terminal. */
    public boolean reachesOperator() {
        return plugin.reachesOperator();
    }

    /** Where it stands. */
    public HandlerState state() {
        return standing.state();
    }

    /** Why it is FAILED, or empty. */
    public String reason() {
        return standing.reason();
    }

    /** Whether it takes new sessions. */
    public boolean isActive() {
        return state() == HandlerState.ACTIVE;
    }

    /**
     * The generation that has taken this one's place and takes over sessions, if there is one. Costs one read while there
     * is none.
     */
    public @Nullable Generation successor() {
        return slot.successorOf(this);
    }

    /**
     * Has a connection hold this generation, which does not end before it is let go with {@link #unpin}.
     *
     * @return false if it is retired; then nothing is held
     */
    public boolean pin() {
        pins.incrementAndGet();
        // In this order: either this sees that it is retired, or whoever retires it sees the pin.
        if (retired) {
            unpin();
            return false;
        }
        return true;
    }

    /** Lets go of it, once for each {@link #pin} that was granted. */
    public void unpin() {
        if (pins.decrementAndGet() == 0 && retired) {
            drained.countDown();
        }
    }

    /** How many connections hold it now. */
    public int pins() {
        return pins.get();
    }

    HandlerSlot slot() {
        return slot;
    }

    /** Whether another generation has taken its place, whatever becomes of its sessions. */
    boolean isReplaced() {
        return slot.current() != this;
    }

    boolean isRetired() {
        return retired;
    }

    /** No longer waits for connections that hold it: the server stops. */
    void hurry() {
        drained.countDown();
    }

    /** From now on no connection begins to hold it. False if that was so before. */
    boolean retire() {
        if (retired) {
            return false;
        }
        move(HandlerState.ACTIVE, HandlerState.DRAINING, "");
        retired = true;
        if (pins.get() == 0) {
            drained.countDown();
        }
        return true;
    }

    /** Waits until no connection holds it, after {@link #retire}, at most so long; whether none does. */
    boolean awaitDrained(Duration longest) throws InterruptedException {
        for (long left = longest.toNanos(); left > 0; left -= STEP_NANOS) {
            if (drained.await(Math.min(left, STEP_NANOS), TimeUnit.NANOSECONDS)) {
                return true;
            }
        }
        return drained.getCount() == 0;
    }

    /** Forgets the plugin's code; what is left is text. */
    void letGo() {
        handler = null;
        loader = null;
    }

    /**
     * The instance that answers.
     *
     * @throws IllegalStateException if it never was active, or has ended
     */
    public MessageHandler handler() {
        MessageHandler current = handler;
        if (current == null) {
            throw new IllegalStateException("handler " + id() + " is " + state());
        }
        return current;
    }

    /** The loader of its classes, to be the context class loader of every call into it. */
    public ClassLoader loader() {
        ClassLoader current = loader;
        if (current == null) {
            throw new IllegalStateException("handler " + id() + " is " + state());
        }
        return current;
    }

    /** Tells that a callback returned: the LinkageErrors of its kind before it were not in a row. Costs one read. */
    public void succeeded(Callback callback) {
        AtomicInteger failures = failures(callback);
        if (failures.get() != 0) {
            failures.set(0);
        }
    }

    /**
     * Tells that a callback threw a {@link LinkageError}. The third in a row of one kind makes the handler FAILED: unlike
     * an exception, which one client's message may cause, it comes back for everyone until the plugin is rebuilt. Each kind
     * counts by itself, because an {@code onOpen} that works, or the empty one that a handler inherits, says nothing of
     * {@code onMessage}. An {@code onHandOver} does not count: its session stays with the generation before.
     *
     * @param why the error as text; the error itself would keep the plugin's classes alive
     */
    public void linkageFailed(Callback callback, String why) {
        int inARow = failures(callback).incrementAndGet();
        if (callback != Callback.HAND_OVER && inARow >= MAX_LINKAGE_FAILURES) {
            String reason = "its classes do not link (" + FaultText.oneLine(why) + "): rebuild it against SPI "
                    + SpiVersion.CURRENT + ", with its libraries inside its JAR";
            if (move(HandlerState.ACTIVE, HandlerState.FAILED, reason)) {
                LOG.error("handler {} of {} has FAILED: {}", id(), jar(), reason);
            }
        }
    }

    /**
     * Tells that a callback threw an {@link OutOfMemoryError}: it was caught, and others go on, but what the plugin was
     * about may be half done.
     */
    public void ranOutOfMemory() {
        degraded = true;
    }

    /**
     * Tells that a callback met a class that a full heap has broken. The handler stays active, as after the {@link
     * OutOfMemoryError} itself: it may need the class seldom, or only in {@code onClose}, and to refuse clients would mend
     * nothing.
     *
     * @param why a sentence for the operator, logged once
     */
    public void lacksClass(String why) {
        degraded = true;
        if (!why.equals(lack)) {
            lack = why;
            LOG.error("handler {} of {}: {}", id(), jar(), FaultText.oneLine(why));
        }
    }

    /** Whether a callback has run out of memory since it was started, or met a class that was broken by that. */
    public boolean isDegraded() {
        return degraded;
    }

    void started(MessageHandler instance) {
        lock.lock();
        try {
            if (standing.state() == HandlerState.VERIFIED) {
                // Before the state: whoever sees ACTIVE sees the instance.
                handler = instance;
                standing = new Standing(HandlerState.ACTIVE, "");
            }
        } finally {
            lock.unlock();
        }
    }

    void failed(String reason) {
        move(HandlerState.VERIFIED, HandlerState.FAILED, reason);
    }

    /** Ends its time, and says whether its stop is still to be called: not if it failed, and not twice. */
    boolean stopping() {
        return handler != null
                && (move(HandlerState.ACTIVE, HandlerState.STOPPED, "")
                        || move(HandlerState.DRAINING, HandlerState.STOPPED, "")
                        || move(HandlerState.FAILED, HandlerState.STOPPED, reason()));
    }

    /** As it stands in log lines: {@code echo#2}. */
    @Override
    public String toString() {
        return id() + "#" + number();
    }

    PluginReport report() {
        Standing now = standing;
        return plugin.report(descriptor).in(now.state(), now.reason());
    }

    private AtomicInteger failures(Callback callback) {
        return Objects.requireNonNull(linkageFailures.get(callback));
    }

    private boolean move(HandlerState from, HandlerState to, String reason) {
        lock.lock();
        try {
            if (standing.state() != from) {
                return false;
            }
            standing = new Standing(to, reason);
            return true;
        } finally {
            lock.unlock();
        }
    }
}
