package dev.weft.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions and ranges of {@link StaticFiles}, asked through {@link WebSite}. */
class StaticFilesConditionsTest {

    @TempDir
    Path temporary;

    private Path root;
    private WebSite site;

    @BeforeEach
    void serveAFolder() throws IOException {
        root = Files.createDirectory(temporary.resolve("web"));
        Files.createDirectory(root.resolve("js"));
        Files.writeString(root.resolve("index.html"), "index");
        Files.writeString(root.resolve("js/main.js"), "0123456789");
        site = new WebSite(root, () -> new byte[0]);
    }

    @Nested
    @DisplayName("RFC 9110 13: conditions")
    class Conditions {

        @Test
        void areMetByTheTagOfTheFile() throws IOException {
            String tag = get("/").field("ETag").orElseThrow();

            for (String value : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*", "\"x\" ,W/\"y\",W/" + tag}) {
                Exchange exchange = get("/", "If-None-Match: " + value + "\n");

                assertEquals(304, exchange.status());
                assertEquals(Optional.of(tag), exchange.field("ETag"));
                assertEquals(Optional.of("no-cache"), exchange.field("Cache-Control"));
                assertEquals(Optional.empty(), exchange.field("Content-Length"));
                assertEquals("", exchange.body());
                assertEquals(KeepAlive.KEEP, exchange.keepAlive());
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "\"x\"", "W/", ",,,", "\"", "**"})
        void areNotMetByAnother(String value) throws IOException {
            assertEquals(200, get("/", "If-None-Match: " + value + "\n").status());
        }

        @ParameterizedTest
        @ValueSource(strings = {"Fri, 31 Dec 9999 23:59:59 GMT", "yesterday", "", "Sun, 06 Nov 1994 08:49:37 GMT"})
        void ignoreADate(String value) throws IOException {
            assertEquals(200, get("/", "If-Modified-Since: " + value + "\n").status());
            assertEquals(200, get("/", "If-Unmodified-Since: " + value + "\n").status());
        }

        @Test
        void mayAskForOneVersionOnly() throws IOException {
            String tag = get("/").field("ETag").orElseThrow();

            assertEquals(200, get("/", "If-Match: \"x\", " + tag + "\n").status());
            assertEquals(200, get("/", "If-Match: *\n").status());
            assertEquals(412, get("/", "If-Match: \"x\"\n").status());
            // RFC 9110 13.1.1: the strong comparison function.
            assertEquals(412, get("/", "If-Match: W/" + tag + "\n").status());
        }

        @Test
        void areNotMetAfterAChange() throws IOException {
            String before = get("/").field("ETag").orElseThrow();
            Files.writeString(root.resolve("index.html"), "INDEX AND MORE");

            assertNotEquals(Optional.of(before), get("/").field("ETag"));
            assertEquals(
                    "INDEX AND MORE",
                    get("/", "If-None-Match: " + before + "\n").body());
        }

        @Test
        void areNotMetByAnotherFileOfTheSameLengthAndDate() throws IOException {
            FileTime sameForAll = FileTime.fromMillis(1_767_225_600_000L);
            Files.setLastModifiedTime(root.resolve("index.html"), sameForAll);
            String before = get("/").field("ETag").orElseThrow();
            Path newer = Files.writeString(temporary.resolve("newer.html"), "INDEX");
            Files.setLastModifiedTime(newer, sameForAll);
            Files.move(newer, root.resolve("index.html"), StandardCopyOption.REPLACE_EXISTING);

            assertNotEquals(Optional.of(before), get("/").field("ETag"));
        }
    }

    @Nested
    @DisplayName("RFC 9110 14: ranges")
    class Ranges {

        @ParameterizedTest
        @CsvSource({
            "bytes=0-0,0,bytes 0-0/10",
            "bytes=2-4,234,bytes 2-4/10",
            "bytes=5-,56789,bytes 5-9/10",
            "bytes=-3,789,bytes 7-9/10",
            "bytes=0-99,0123456789,bytes 0-9/10",
            "bytes=-99,0123456789,bytes 0-9/10"
        })
        void areSentInPart(String range, String content, String contentRange) throws IOException {
            Exchange exchange = get("/js/main.js", "Range: " + range + "\n");

            assertEquals(206, exchange.status());
            assertEquals(content, exchange.body());
            assertEquals(Optional.of(contentRange), exchange.field("Content-Range"));
            assertEquals(Optional.of(Integer.toString(content.length())), exchange.field("Content-Length"));
            assertEquals(Optional.of("text/javascript; charset=utf-8"), exchange.field("Content-Type"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"bytes=5-2", "bytes=0-0,1-1", "lines=1-2", "bytes", "x"})
        void areIgnoredIfTheyAreNotUnderstood(String range) throws IOException {
            Exchange exchange = get("/js/main.js", "Range: " + range + "\n");

            assertEquals(200, exchange.status());
            assertEquals("0123456789", exchange.body());
        }

        @Test
        void areIgnoredIfThereAreAThousand() throws IOException {
            assertEquals(
                    200,
                    get("/js/main.js", "Range: bytes=" + "0-0,".repeat(999) + "0-0\n")
                            .status());
            assertEquals(
                    200,
                    get("/js/main.js", "Range: bytes=0-0\nRange: bytes=1-1\n").status());
        }

        @ParameterizedTest
        @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999-"})
        void are416IfTheyHoldNoByte(String range) throws IOException {
            Exchange exchange = get("/js/main.js", "Range: " + range + "\n");

            assertEquals(416, exchange.status());
            assertEquals(Optional.of("bytes */10"), exchange.field("Content-Range"));
            assertEquals(KeepAlive.KEEP, exchange.keepAlive());
        }

        @Test
        void areForGetAlone() throws IOException {
            assertEquals(
                    200,
                    Exchange.of(site, "HEAD /js/main.js HTTP/1.1", "Range: bytes=0-0\n")
                            .status());
        }

        @Test
        void areSentOnlyOfTheVersionTheClientHas() throws IOException {
            String tag = get("/js/main.js").field("ETag").orElseThrow();

            assertEquals(
                    206,
                    get("/js/main.js", "Range: bytes=0-0\nIf-Range: " + tag + "\n")
                            .status());
            assertEquals(
                    200,
                    get("/js/main.js", "Range: bytes=0-0\nIf-Range: \"x\"\n").status());
            // RFC 9110 13.1.5: a date is no strong validator here, nor is a weak tag.
            assertEquals(
                    200,
                    get("/js/main.js", "Range: bytes=0-0\nIf-Range: W/" + tag + "\n")
                            .status());
        }

        @Test
        void areOfNoUseForAnEmptyFile() throws IOException {
            Files.createFile(root.resolve("empty.txt"));

            assertEquals(200, get("/empty.txt").status());
            assertEquals(Optional.of("0"), get("/empty.txt").field("Content-Length"));
            assertEquals(416, get("/empty.txt", "Range: bytes=0-\n").status());
        }
    }

    private Exchange get(String target, String... lines) throws IOException {
        return Exchange.of(site, "GET " + target + " HTTP/1.1", lines);
    }
}
