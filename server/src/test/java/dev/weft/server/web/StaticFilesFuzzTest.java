package dev.weft.server.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weft.engine.http.HeadOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is asked for: a file of the folder, or an error; never what lies beside it, hides in it, or is linked to. */
class StaticFilesFuzzTest {

    private static final String SECRET = "the secret";
    /** 426 is for what begins with /ws/ and does not ask for a WebSocket. */
    private static final Set<Integer> STATUSES = Set.of(200, 404, 426);

    @TempDir
    private static Path temporary;

    private static Path root = Path.of("");

    @BeforeAll
    static void serveAFolderWithSecretsAroundIt() throws IOException {
        root = Files.createDirectory(temporary.resolve("web"));
        Files.writeString(temporary.resolve("secret"), SECRET);
        Files.writeString(root.resolve(".secret"), SECRET);
        Files.createSymbolicLink(root.resolve("link"), temporary.resolve("secret"));
        Files.createSymbolicLink(root.resolve("up"), temporary);
        Files.createDirectory(root.resolve("a"));
        Files.writeString(root.resolve("a/b"), "open");
        Files.writeString(root.resolve("index.html"), "open");
    }

    @FuzzTest(maxDuration = "1m")
    void aPathStaysInsideTheRoot(byte[] bytes) throws IOException {
        String path = "/" + new String(bytes, StandardCharsets.ISO_8859_1);
        WebPath.names(path).ifPresent(StaticFilesFuzzTest::assertInside);
        if (isOneLine(path) && Exchange.parse("GET " + path + " HTTP/1.1") instanceof HeadOutcome.Complete) {
            Exchange exchange = Exchange.of(new WebSite(root, () -> new byte[0]), "GET " + path + " HTTP/1.1");
            assertTrue(STATUSES.contains(exchange.status()), () -> exchange.status() + " for " + path);
            assertFalse(exchange.body().contains(SECRET), path);
        }
    }

    /** What follows a line's end would be header fields. */
    private static boolean isOneLine(String path) {
        return path.indexOf('\r') < 0 && path.indexOf('\n') < 0;
    }

    private static void assertInside(List<String> names) {
        Path file = root;
        for (String name : names) {
            assertFalse(name.isEmpty() || name.startsWith(".") || name.contains("/") || name.contains("\\"), name);
            if (name.indexOf(0) < 0) {
                file = file.resolve(name);
            }
        }
        assertTrue(file.normalize().startsWith(root), file::toString);
        assertTrue(file.getNameCount() <= root.getNameCount() + names.size(), file::toString);
    }
}
