package dev.weft.server.plugin;

import dev.weft.spi.MessageHandler;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One handler of a deployed JAR, from its constructor to the end of its {@code stop}. Beginning and waiting are two steps,
 * so that a plugin which hangs takes its time while the others start and stop. Used by one thread at a time.
 */
final class HandlerLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(HandlerLifecycle.class);

    /** Why 2 s? Work that heeds its interrupt is gone at once; for work that does not, nobody should wait long. */
    private static final Duration TASKS_GRACE = Duration.ofSeconds(2);

    private final Generation generation;
    private final ClassLoader classes;
    private final Duration limit;
    private final BackgroundTasks tasks;
    private volatile @Nullable GenerationContext context;
    private volatile @Nullable MessageHandler instance;
    private String badSettings = "";
    private @Nullable TimedCall start;
    private @Nullable TimedCall stop;

    private HandlerLifecycle(Generation generation, Duration limit, BackgroundTasks.Pause pause) {
        this.generation = generation;
        this.classes = generation.loader();
        this.limit = limit;
        this.tasks = new BackgroundTasks(generation.toString(), classes, pause);
    }

    /** Begins the constructor and {@code start}, on a thread of their own; with settings that are wrong, neither. */
    static HandlerLifecycle begin(
            Generation generation,
            Callable<MessageHandler> constructor,
            HandlerContextFactory contexts,
            Duration limit,
            BackgroundTasks.Pause pause) {
        HandlerLifecycle lifecycle = new HandlerLifecycle(generation, limit, pause);
        // On this thread, which has the server's context class loader: what the server makes here must not hold the
        // plugin's.
        try {
            GenerationContext fresh =
                    new GenerationContext(generation.toString(), contexts.context(generation, lifecycle.tasks));
            lifecycle.context = fresh;
            lifecycle.start = TimedCall.begin("start", generation.id(), lifecycle.classes, limit, () -> {
                MessageHandler made = constructor.call();
                made.start(fresh);
                lifecycle.instance = made;
            });
        } catch (HandlerContextFactory.BadSettings bad) {
            lifecycle.badSettings = String.valueOf(bad.getMessage());
        }
        return lifecycle;
    }

    Generation generation() {
        return generation;
    }

    /** Waits until it is ACTIVE or FAILED; one that has FAILED is over. */
    void awaitStart() {
        String fault = start == null ? badSettings : start.await();
        start = null;
        MessageHandler made = instance;
        if (fault.isEmpty() && made != null) {
            generation.started(made);
            tellOfUnasked();
        } else {
            generation.failed(fault);
            letGo();
        }
    }

    /** A misspelt key would change nothing, and nobody would know. */
    private void tellOfUnasked() {
        GenerationContext current = context;
        if (current == null || !(current.config() instanceof AskedSettings settings)) {
            return;
        }
        Set<String> unasked = settings.unasked();
        if (!unasked.isEmpty()) {
            LOG.warn(
                    "% {} has settings that its start did not ask for: {}; misspelt?",
                    generation, FaultText.oneLine(String.join(", ", unasked)));
        }
    }

    /** Begins {@code stop}, if it had started and nobody has begun to stop it. */
    void beginStop() {
        if (generation.stopping()) {
            MessageHandler handler = generation.handler();
            stop = TimedCall.begin("stop", generation.id(), classes, limit, handler::stop);
        }
    }

    /** Waits until it has stopped, ends its tasks, and lets go of it. */
    void awaitStop() {
        if (stop != null) {
            String fault = stop.await();
            stop = null;
            if (!fault.isEmpty()) {
                LOG.warn("handler {} of {}: {}", generation.id(), generation.jar(), fault);
            }
        }
        letGo();
    }

    private void letGo() {
        if (!tasks.end(TASKS_GRACE)) {
            LOG.warn("% {} tasks of {} ignore their interrupt", tasks.count(), generation);
        }
        GenerationContext ended = context;
        if (ended != null) {
            ended.end();
        }
        context = null;
        instance = null;
        generation.letGo();
    }
}
