package dev.weft.server.plugin.deploy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.config.OnReplace;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread that looks after a folder by itself; what it finds there is {@link DeployerTest}'s. */
@Timeout(60)
class PluginWatcherTest extends DeployerFixture {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private PluginWatcher watcher;

    @BeforeEach
    void watch() throws Exception {
        Files.createDirectories(fixture.plugins);
        begin(OnReplace.HANDOVER, LIMIT, "a");
        watcher = new PluginWatcher(List.of(fixture.plugins), inventory, deployer);
        watcher.start();
    }

    @AfterEach
    void stop() {
        watcher.stop();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "waited in vain");
            Thread.onSpinWait();
        }
    }

    private boolean isServing(int generation) {
        return deployer.find("a")
                .filter(current -> current.number() == generation && current.isActive())
                .isPresent();
    }

    @Test
    void deploysWhatIsDroppedReplacedAndRemoved() throws Exception {
        put("a.jar", version("a", "one"));
        await(() -> isServing(1));

        put("a.jar", version("a", "two"));
        await(() -> isServing(2));

        Files.delete(fixture.plugins.resolve("a.jar"));
        await(() -> !current("a").isActive());
    }

    @Test
    void deploysAgainWhenTheSettingsOfAHandlerChange() throws Exception {
        put("a.jar", version("a", "one"));
        await(() -> isServing(1));

        settings = "changed";

        await(() -> isServing(2));
    }

    @Test
    void looksNoMoreOnceItIsStopped() throws Exception {
        put("a.jar", version("a", "one"));
        await(() -> isServing(1));

        watcher.stop();

        await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("weft-plugins")));
    }
}
