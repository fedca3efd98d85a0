package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that the scheduler had no memory to queue run all the same. */
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
        awaitParked(own);

        forget(own);
        transport.abort();

        assertTrue(ended.await(20, TimeUnit.SECONDS), "it never runs again");
    }

    @Test
    void anotherOfTheServersDoesItsWork() throws Exception {
        Thread other = VirtualThreads.unstarted("other", () -> {
            LockSupport.park();
            ended.countDown();
        });
        other.start();
        awaitParked(other);

        forget(other);
        LockSupport.unpark(other);

        assertTrue(ended.await(20, TimeUnit.SECONDS), "it never runs again");
    }

    private static void awaitParked(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    /** What is left of a wake-up without memory: the thread counts as woken, and nobody has it run. */
    private static void forget(Thread parked) throws ReflectiveOperationException {
        Class<?> type = Class.forName("java.lang.VirtualThread");
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        VarHandle state = lookup.findVarHandle(type, "state", int.class);
        int woken = (int)
                lookup.findStaticVarHandle(type, wokenName(type), int.class).get();
        state.setVolatile(parked, woken);
    }

    /** Java 21 calls it so, and not UNPARKED. */
    private static String wokenName(Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            if (field.getName().equals("UNPARKED")) {
                return "UNPARKED";
            }
        }
        return "RUNNABLE";
    }
}
