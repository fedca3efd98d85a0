package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.server.config.ServerConfig;
import dev.weft.server.config.Setting;
import dev.weft.server.config.Settings;
import dev.weft.server.net.MemoryTransport;
import dev.weft.server.plugin.deploy.Deployed;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.resource.VirtualThreads;
import dev.weft.server.web.WebSite;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.MessageHandler;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that the JDK has forgotten for lack of memory run all the same. */
@Timeout(60)
class ForgottenThreadsTest {

    private final ConnectionRegistry registry = new ConnectionRegistry();
    private final CountDownLatch ended = new CountDownLatch(1);
    private Connections connections;

    @BeforeEach
    void start() throws Exception {
        Generation generation = Deployed.handler("quiet", (MessageHandler) (session, message) -> {});
        ServerConfig config = Settings.read(
                        Map.of(
                                Setting.HANDLER, List.of("quiet"),
                                Setting.WEB_DIR, List.of("none"),
                                Setting.HANDSHAKE_TIMEOUT, List.of("0")),
                        Optional.empty())
                .server();
        WebSite site = new WebSite(Path.of("none"), () -> new byte[0]);
        connections = new Connections(config, id -> Optional.of(generation), site, registry, System::nanoTime);
        connections.start();
    }

    @AfterEach
    void stop() {
        connections.stop(CloseStatus.GOING_AWAY, Duration.ofSeconds(20));
    }

    @Test
    void aConnectionsOwnEndsIt() throws Exception {
        MemoryTransport transport = new MemoryTransport();
        Thread own = Thread.ofVirtual().start(connections.connection(transport, ended::countDown));
        awaitState(own, Thread.State.WAITING);

        forget(own);
        transport.abort();

        assertTrue(ended.await(20, TimeUnit.SECONDS), "it never runs again");
    }

    @Test
    void anotherOfTheServersDoesItsWork() throws Exception {
        Thread other = start(LockSupport::park);
        awaitState(other, Thread.State.WAITING);

        forget(other);
        LockSupport.unpark(other);

        assertTrue(ended.await(20, TimeUnit.SECONDS), "it never runs again");
    }

    @Test
    void oneWhoseTimerCouldNotBeMadeGoesOn() throws Exception {
        Thread sleeper = start(() -> LockSupport.parkNanos(TimeUnit.HOURS.toNanos(1)));
        awaitState(sleeper, Thread.State.TIMED_WAITING);

        setState(sleeper, "TIMED_PARKING");

        assertTrue(ended.await(20, TimeUnit.SECONDS), "it never runs again");
    }

    @Test
    void oneWhoseTimerIsLostWakesAllTheSame() throws Exception {
        assumeTrue(Runtime.version().feature() >= 24, "before, the thread itself makes its timer");
        Thread sleeper = start(() -> LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1)));
        awaitState(sleeper, Thread.State.TIMED_WAITING);

        Future<?> timer = (Future<?>) inside().findVarHandle(virtualThread(), "timeoutTask", Future.class)
                .get(sleeper);
        timer.cancel(false);

        assertTrue(ended.await(20, TimeUnit.SECONDS), "it never runs again");
    }

    private Thread start(Runnable body) {
        Thread thread = VirtualThreads.unstarted("one of the server's", () -> {
            body.run();
            ended.countDown();
        });
        thread.start();
        return thread;
    }

    private static void awaitState(Thread thread, Thread.State state) {
        while (thread.getState() != state) {
            Thread.onSpinWait();
        }
    }

    /** What is left of a wake-up without memory: the thread counts as woken, and nobody has it run. */
    private static void forget(Thread parked) throws ReflectiveOperationException {
        setState(parked, "UNPARKED");
    }

    private static void setState(Thread thread, String name) throws ReflectiveOperationException {
        int state = (int)
                inside().findStaticVarHandle(virtualThread(), name, int.class).get();
        inside().findVarHandle(virtualThread(), "state", int.class).setVolatile(thread, state);
    }

    private static MethodHandles.Lookup inside() throws ReflectiveOperationException {
        return MethodHandles.privateLookupIn(virtualThread(), MethodHandles.lookup());
    }

    private static Class<?> virtualThread() throws ClassNotFoundException {
        return Class.forName("java.lang.VirtualThread");
    }
}
