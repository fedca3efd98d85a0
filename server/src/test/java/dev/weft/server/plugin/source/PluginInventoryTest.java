package dev.weft.server.plugin.source;

import static dev.weft.server.plugin.deploy.RegistryFixture.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.plugin.HandlerState;
import dev.weft.server.plugin.PluginReport;
import dev.weft.testkit.PluginJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PluginInventoryTest extends PluginInventoryFixture {

    @Test
    void takesTheFilesAsTheyAreAtFirst() throws IOException {
        Path good = PluginJar.echoing("echo").in(fixture.plugins);
        Path bad = write("bad.jar", (byte) 1);

        inventory.begin(now);

        assertEquals(
                List.of(
                        report(bad, "", HandlerState.REJECTED, reasonOf(bad)),
                        report(good, "echo", HandlerState.VERIFIED, "")),
                reports());
        assertFalse(inventory.isUnsettled());
        assertFalse(look());
    }

    @Test
    void checksANewFileWhenTwoLooksSawItTheSame() throws IOException {
        inventory.begin(now);
        byte[] jar = PluginJar.echoing("echo").bytes();
        Path file = write("echo.jar", Arrays.copyOf(jar, 300));
        assertFalse(look());
        write("echo.jar", jar);

        assertFalse(look(), "it has just changed");
        assertEquals(List.of(), reports());
        assertTrue(inventory.isUnsettled());
        assertTrue(look());
        assertEquals(List.of(report(file, "echo", HandlerState.VERIFIED, "")), reports());
    }

    @Test
    void waitsForTheRestOfAHalfCopiedJarAndThenTakesIt() throws IOException {
        inventory.begin(now);
        byte[] jar = PluginJar.echoing("echo").bytes();
        for (int length : new int[] {0, 100, jar.length / 2, jar.length - 1}) {
            Path file = write("echo.jar", Arrays.copyOf(jar, length));
            look();
            look();
            assertEquals(List.of(report(file, "", HandlerState.PENDING, "it is not complete yet")), reports());
        }
        Path file = write("echo.jar", jar);

        look();
        assertTrue(look());

        assertEquals(List.of(report(file, "echo", HandlerState.VERIFIED, "")), reports());
    }

    @Test
    void rejectsAHalfCopiedJarThatStaysSoForHalfAMinute() throws IOException {
        inventory.begin(now);
        byte[] jar = PluginJar.echoing("echo").bytes();
        Path file = write("echo.jar", Arrays.copyOf(jar, 300));
        look();
        look();

        assertFalse(lookAfter(Duration.ofSeconds(29)));
        assertTrue(lookAfter(Duration.ofSeconds(1)));

        assertEquals(HandlerState.REJECTED, reports().get(0).state());
        assertFalse(lookAfter(Duration.ofSeconds(60)), "it is said once");
        write("echo.jar", jar);
        look();
        assertTrue(look());
        assertEquals(List.of(report(file, "echo", HandlerState.VERIFIED, "")), reports());
    }

    @Test
    void keepsTheGoodListingOfAFileThatHasBecomeBad() throws IOException {
        Path file = PluginJar.echoing("echo").in(fixture.plugins);
        inventory.begin(now);
        List<String> before = digests();
        write("echo.jar", PluginJar.named("x").entry("readme.txt", "no handler").bytes());

        look();
        assertTrue(look());

        assertEquals(before, digests());
        assertEquals(
                List.of(HandlerState.VERIFIED, HandlerState.REJECTED),
                reports().stream().map(PluginReport::state).toList());
        assertEquals(file, reports().get(1).jar());
    }

    @Test
    void knowsAFileByItsContentAndNotByItsTime() throws IOException {
        Path file = PluginJar.echoing("echo").in(fixture.plugins);
        inventory.begin(now);
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));

        assertFalse(look());
        assertFalse(look());
        assertFalse(inventory.isUnsettled());
    }

    @Test
    void seesWhatWasOverwrittenInPlace() throws IOException {
        Path file = PluginJar.echoing("echo").in(fixture.plugins);
        inventory.begin(now);
        List<String> before = digests();
        Files.write(file, PluginJar.answering("echo", "session.send(\"two\");").bytes());
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));

        look();
        assertTrue(look());

        assertNotEquals(before, digests());
    }

    @Test
    void seesWhatWasOverwrittenWithEqualSizeAndTime() throws IOException {
        byte[] one = PluginJar.answering("echo", "session.send(\"99\");").bytes();
        Path file = write("echo.jar", one);
        FileTime written = Files.getLastModifiedTime(file);
        inventory.begin(now);
        List<String> before = digests();
        byte[] other = anotherOfLength(one.length);
        awaitTickAfter(file);
        Files.write(file, other);
        Files.setLastModifiedTime(file, written);

        look();
        assertTrue(look());

        assertNotEquals(before, digests());
    }

    private static byte[] anotherOfLength(int length) {
        return IntStream.range(10, 99)
                .mapToObj(i -> PluginJar.answering("echo", "session.send(\"" + i + "\");")
                        .bytes())
                .filter(jar -> jar.length == length)
                .findFirst()
                .orElseThrow();
    }

    /** The file system's clock goes in steps of some milliseconds; nobody replaces a file within one. */
    private void awaitTickAfter(Path file) throws IOException {
        Path probe = temp.resolve("probe");
        do {
            Files.write(probe, new byte[1]);
        } while (Files.getAttribute(probe, "unix:ctime").equals(Files.getAttribute(file, "unix:ctime")));
    }

    @Test
    void forgetsARemovedFileAfterTwoSeconds() throws IOException {
        Path file = PluginJar.echoing("echo").in(fixture.plugins);
        inventory.begin(now);
        Files.delete(file);

        assertFalse(look());
        assertFalse(lookAfter(Duration.ofMillis(1_900)));
        assertEquals(1, inventory.catalogue().plugins().size());
        assertTrue(lookAfter(Duration.ofMillis(100)));

        assertEquals(List.of(), reports());
    }

    @Test
    void takesAFileThatWasRemovedAndCopiedAgainForTheSame() throws IOException {
        byte[] jar = PluginJar.echoing("echo").bytes();
        Path file = write("echo.jar", jar);
        inventory.begin(now);
        Files.delete(file);
        look();
        write("echo.jar", jar);

        assertFalse(look());
        assertFalse(look());
        assertFalse(inventory.isUnsettled());
    }

    @Test
    void givesAnIdToWhoHasItAndThenToTheNextInOrder() throws IOException {
        Path b = PluginJar.named("b.jar").handler("p.B", echo("chat")).in(fixture.plugins);
        inventory.begin(now);
        Path a = PluginJar.named("a.jar")
                .handler("p.A", echo("chat").replace("class B", "class A"))
                .in(fixture.plugins);
        look();
        assertTrue(look());
        assertEquals(
                List.of(
                        report(a, "chat", HandlerState.REJECTED, "the id 'chat' of " + a + " is taken by " + b),
                        report(b, "chat", HandlerState.VERIFIED, "")),
                reports());

        Files.delete(b);
        look();
        lookAfter(Duration.ofSeconds(3));

        assertEquals(List.of(report(a, "chat", HandlerState.VERIFIED, "")), reports());
    }

    private static String echo(String id) {
        return "@Handler(\"" + id + "\") public class B implements MessageHandler {"
                + " public void onMessage(Session s, Message m) { s.send(m); } }";
    }

    @Test
    void checksAFileAgainWhenTheListOfTrustedContentsChanges() throws IOException {
        byte[] one = PluginJar.echoing("echo").bytes();
        Path file = write("echo.jar", one);
        Path list = write(AllowList.FILE, line(one));
        inventory.begin(now);
        byte[] two = PluginJar.answering("echo", "session.send(\"two\");").bytes();
        List<String> before = digests();
        write("echo.jar", two);
        look();
        assertTrue(look());
        assertEquals(before, digests(), "not on the list");
        assertEquals(HandlerState.REJECTED, reports().get(1).state());

        write(AllowList.FILE, line(two));
        look();
        assertTrue(look());

        assertNotEquals(before, digests());
        assertEquals(List.of(report(file, "echo", HandlerState.VERIFIED, "")), reports());
        Files.delete(list);
        look();
        assertFalse(look());
    }

    @Test
    void waitsForTheRestOfAJarThatIsNotOnTheListYet() throws IOException {
        byte[] jar = PluginJar.echoing("echo").bytes();
        write(AllowList.FILE, line(jar));
        inventory.begin(now);
        Path file = write("echo.jar", Arrays.copyOf(jar, 300));

        look();
        look();

        assertEquals(List.of(report(file, "", HandlerState.PENDING, "it is not complete yet")), reports());
    }

    private static byte[] line(byte[] content) throws IOException {
        try {
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            return (digest + "  echo.jar\n").getBytes(StandardCharsets.UTF_8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IOException(impossible);
        }
    }

    @Test
    void forgetsNothingOfAFolderThatCannotBeReadForAWhile() throws IOException {
        PluginJar.echoing("echo").in(fixture.plugins);
        inventory.begin(now);
        List<String> before = digests();
        Path aside = Files.move(fixture.plugins, temp.resolve("aside"));
        // A link to itself: the folder is there, and nobody can look into it.
        Files.createSymbolicLink(fixture.plugins, fixture.plugins);

        assertTrue(look());
        lookAfter(Duration.ofSeconds(10));
        assertEquals(before, digests());
        assertTrue(reports().get(0).reason().startsWith("the folder cannot be read"));

        Files.delete(fixture.plugins);
        Files.move(aside, fixture.plugins);
        look();
        look();
        assertEquals(before, digests());
        assertEquals(1, reports().size());
    }

    @Test
    void saysWhenAFolderCannotBeRead() throws IOException {
        inventory.begin(now);
        Files.delete(fixture.plugins);

        assertTrue(look());

        assertEquals(List.of(report(fixture.plugins, "", HandlerState.REJECTED, "no such folder")), reports());
        Files.write(fixture.plugins, "a file".getBytes(StandardCharsets.UTF_8));
        assertTrue(look());
        assertEquals(List.of(report(fixture.plugins, "", HandlerState.REJECTED, "not a folder")), reports());
    }
}
