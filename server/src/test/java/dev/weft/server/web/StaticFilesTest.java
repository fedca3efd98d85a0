package dev.weft.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.engine.http.HeadOutcome;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asked through {@link WebSite}. */
class StaticFilesTest {

    private static final String SECRET = "the secret outside";

    @TempDir
    Path temporary;

    private Path root;
    private WebSite site;

    @BeforeEach
    void serveAFolderWithASecretNextToIt() throws IOException {
        root = Files.createDirectory(temporary.resolve("web"));
        Files.writeString(temporary.resolve("secret.txt"), SECRET);
        Files.writeString(root.resolve("index.html"), "index");
        Files.createDirectories(root.resolve("js/lib"));
        Files.writeString(root.resolve("js/main.js"), "0123456789");
        Files.writeString(root.resolve("js/lib/a b.js"), "space");
        site = new WebSite(root, () -> new byte[0]);
    }

    @Nested
    class Names {

        @ParameterizedTest
        @CsvSource({
            "/,index",
            "/?v=1,index",
            "/index.html,index",
            "/js/main.js,0123456789",
            "/js/lib/a%20b.js,space",
            "/%6as/m%61in.js,0123456789",
            "http://a/js/main.js,0123456789"
        })
        void leadToTheirFiles(String target, String content) throws IOException {
            Exchange exchange = get(target);

            assertEquals(200, exchange.status());
            assertEquals(content, exchange.body());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    // 137
                    "/../etc/passwd",
                    "/../secret.txt",
                    "/%2e%2e/secret.txt",
                    "/..%2fsecret.txt",
                    "/%252e%252e/secret.txt",
                    "/..\\secret.txt",
                    "/%5c..%5csecret.txt",
                    "/a/..;/secret.txt",
                    "/%u002e/",
                    "/js/../index.html",
                    "/./index.html",
                    "/js/./main.js",
                    "/js/..",
                    "/js/.",
                    "/..",
                    "/.",
                    "/%2e%2e",
                    "/js/%2e%2e/index.html",
                    "/js%2fmain.js",
                    "/js%5cmain.js",
                    "/etc/passwd",
                    "//etc/passwd",
                    "/%2fetc/passwd",
                    // 138
                    "/index.html%00",
                    "/index%00.html",
                    "/x%00.html",
                    "/%c0%ae%c0%ae/",
                    "//host/x",
                    "//index.html",
                    "/js//main.js",
                    // 139: a folder
                    "/js",
                    "/js/",
                    "/js/lib",
                    "/index.html/",
                    "/index.html/x",
                    // 31, 35 and names of other systems
                    "/%0d%0aSet-Cookie:%20a=b",
                    "/%e2%80%ae",
                    "/%1b[2J",
                    "/C:/x",
                    "/index.html:stream",
                    "/index.html.",
                    "/INDEX.HTML",
                    "/index.html%20",
                    "/~root",
                    "/*"
                })
        void areNotFoundIfTheyAreAnythingElse(String target) throws IOException {
            assertRefused(target);
        }

        @Test
        void areNotFoundIfThereAreTooManyOrTheyAreTooLong() throws IOException {
            assertRefused("/a".repeat(4_000));
            assertRefused("/" + "a".repeat(8_000));
            assertRefused("/" + "%41".repeat(2_600));
            assertRefused("/../".repeat(2_000));
        }

        @Test
        void neverLeadOutOfTheFolder() throws IOException {
            long seed = Long.getLong("weft.seed", 20_260_101L);
            Random random = new Random(seed);
            String[] parts = {
                "/", "..", ".", "%2e", "%2f", "%5c", "\\", "secret.txt", "web", "js", "%252e", ";", "%00", "a"
            };
            for (int run = 0; run < 20_000; run++) {
                StringBuilder target = new StringBuilder("/");
                for (int i = random.nextInt(8); i > 0; i--) {
                    target.append(parts[random.nextInt(parts.length)]);
                }
                if (Exchange.parse("GET " + target + " HTTP/1.1") instanceof HeadOutcome.Complete) {
                    assertFalse(get(target.toString()).body().contains(SECRET), "seed " + seed + ": " + target);
                }
            }
        }

        @Test
        @DisplayName("CVE-2026-1002: a bad name never poisons a good one")
        void areJudgedEachOnItsOwn() throws IOException {
            for (int i = 0; i < 1_000; i++) {
                assertEquals(404, get("/bar%2F..%2Findex.html").status());
            }

            assertEquals(200, get("/index.html").status());
        }
    }

    @Nested
    @DisplayName("What the file system calls real decides")
    class RealFiles {

        @Test
        void areServedThroughALinkThatStaysInside() throws IOException {
            Files.createSymbolicLink(root.resolve("link.js"), root.resolve("js/main.js"));

            assertEquals("0123456789", get("/link.js").body());
        }

        @Test
        void areServedFromAFolderThatIsALink() throws IOException {
            Path link = Files.createSymbolicLink(temporary.resolve("current"), root);
            site = new WebSite(link, () -> new byte[0]);

            assertEquals("index", get("/").body());
        }

        @Test
        void areNotServedThroughALinkThatLeadsOut() throws IOException {
            Files.createSymbolicLink(root.resolve("out.txt"), temporary.resolve("secret.txt"));
            Files.createSymbolicLink(root.resolve("up"), temporary);
            Files.createSymbolicLink(root.resolve("relative.txt"), Path.of("../secret.txt"));
            Files.createSymbolicLink(root.resolve("nowhere"), Path.of("nothing"));
            Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));

            for (String path : new String[] {"/out.txt", "/up/secret.txt", "/relative.txt", "/nowhere", "/loop"}) {
                assertRefused(path);
            }
        }

        @Test
        void areNotServedFromAFolderWhoseNameOnlyStartsTheSame() throws IOException {
            Path neighbour = Files.createDirectory(temporary.resolve("web2"));
            Files.writeString(neighbour.resolve("a.txt"), SECRET);
            Files.createSymbolicLink(root.resolve("neighbour.txt"), neighbour.resolve("a.txt"));

            assertRefused("/neighbour.txt");
        }

        @Test
        void areNotServedIfTheyAreHidden() throws IOException {
            Files.writeString(root.resolve(".env"), SECRET);
            Files.createDirectory(root.resolve(".git"));
            Files.writeString(root.resolve(".git/config"), SECRET);
            Files.createSymbolicLink(root.resolve("env.txt"), root.resolve(".env"));

            for (String path : new String[] {"/.env", "/%2eenv", "/.git/config", "/.git", "/env.txt"}) {
                assertRefused(path);
            }
        }

        @Test
        void areServedFromUnderAHiddenFolder() throws IOException {
            Path hidden = Files.createDirectories(temporary.resolve(".weft/web"));
            Files.writeString(hidden.resolve("index.html"), "hidden root");
            site = new WebSite(hidden, () -> new byte[0]);

            assertEquals("hidden root", get("/").body());
        }

        @Test
        void areNeverAPipe() throws Exception {
            Path pipe = root.resolve("pipe");
            assumeTrue(makePipe(pipe), "mkfifo is not there");

            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertRefused("/pipe"));
        }

        @Test
        void areNeverADevice() throws IOException {
            assumeTrue(Files.exists(Path.of("/dev/zero")));
            WebSite devices = new WebSite(Path.of("/dev"), () -> new byte[0]);

            assertEquals(404, Exchange.of(devices, "GET /zero HTTP/1.1").status());
        }

        @Test
        void areNotFoundIfTheyCannotBeRead() throws IOException {
            assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
            Path file = Files.writeString(root.resolve("locked.txt"), SECRET);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));

            int status = get("/locked.txt").status();

            // Root reads everything.
            assertEquals(Files.isReadable(file) ? 200 : 404, status);
        }

        @Test
        void areNotFoundIfTheFolderIsGone() throws IOException {
            site = new WebSite(temporary.resolve("gone"), () -> new byte[0]);

            assertEquals(404, get("/").status());
        }

        private static boolean makePipe(Path pipe) throws InterruptedException {
            try {
                return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
            } catch (IOException notThere) {
                return false;
            }
        }
    }

    private Exchange get(String target, String... lines) throws IOException {
        return Exchange.of(site, "GET " + target + " HTTP/1.1", lines);
    }

    /** 400 from the parser or 404 from the site, and not a byte of the secret. */
    private void assertRefused(String target) throws IOException {
        if (Exchange.parse("GET " + target + " HTTP/1.1") instanceof HeadOutcome.Bad bad) {
            assertEquals(400, bad.status().code(), target);
            return;
        }
        Exchange exchange = get(target);
        assertEquals(404, exchange.status(), target);
        assertFalse(exchange.body().contains(SECRET));
    }
}
