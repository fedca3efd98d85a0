package dev.weft.server.plugin;

import static dev.weft.server.plugin.RegistryFixture.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A plugins folder and a inventory over it, on a clock of the test's. */
class PluginInventoryFixture {

    @TempDir
    Path temp;

    RegistryFixture fixture;
    private PluginFolder folder;
    PluginInventory inventory;

    /** The test's clock. */
    long now = 1;

    @BeforeEach
    void open() throws IOException {
        fixture = new RegistryFixture(temp);
        folder = fixture.folder();
        Files.createDirectories(fixture.plugins);
        inventory = new PluginInventory(folder);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    boolean look() {
        return lookAfter(Duration.ofMillis(100));
    }

    boolean lookAfter(Duration pause) {
        now += pause.toNanos();
        return inventory.look(now);
    }

    List<PluginReport> reports() {
        return inventory.catalogue().reports();
    }

    List<String> digests() {
        return inventory.catalogue().plugins().stream()
                .map(plugin -> plugin.jar().sha256())
                .toList();
    }

    Path write(String name, byte... content) throws IOException {
        Path file = fixture.plugins.resolve(name);
        Path fresh = Files.write(temp.resolve("fresh"), content);
        // A new file each time, so that it is seen even within one tick of the file system's clock.
        return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    String reasonOf(Path jar) {
        return reports().stream()
                .filter(report -> report.jar().equals(jar))
                .map(PluginReport::reason)
                .findFirst()
                .orElseThrow();
    }
}
