package dev.weft.testsupport;

import dev.weft.testkit.PluginJar;
import dev.weft.testkit.SourceCompiler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A file for each way in which a plugin may be packaged wrong, and what has to be said of it. */
public final class BrokenJars {

    /** Set by any of their code that runs. */
    public static final String RAN = "weft.test.broken.ran";

    private static final String SERVICE = "META-INF/services/dev.weft.spi.MessageHandler";
    private static final int NEXT_JAVA = Runtime.version().feature() + 1;

    private final Path folder;
    private final Map<Path, String> reasons = new TreeMap<>();

    private BrokenJars(Path folder) {
        this.folder = folder;
    }

    /** Writes them all into the folder; for each file, what its reason begins with. */
    public static Map<Path, String> in(Path folder) throws IOException {
        BrokenJars broken = new BrokenJars(Files.createDirectories(folder));
        broken.noJars();
        broken.cut();
        broken.changed();
        broken.services();
        broken.classes();
        broken.others();
        broken.tooLarge();
        return broken.reasons;
    }

    private void noJars() throws IOException {
        write("01-empty.jar", new byte[0], "not a JAR: it is empty");
        write("01-text.jar", "no JAR".getBytes(StandardCharsets.UTF_8), "not a JAR, or not a complete one: ");
        expect(Files.createDirectories(folder.resolve("01-folder.jar")), "not a JAR: it is a folder");
        expect(
                Files.createSymbolicLink(folder.resolve("01-loop.jar"), Path.of("01-loop.jar")),
                "not a JAR: it is not a regular file");
        expect(
                Files.createSymbolicLink(folder.resolve("01-gone.jar"), Path.of("nowhere")),
                "not a JAR: it is not a regular file");
    }

    private void cut() throws IOException {
        byte[] whole = good("x").bytes();
        for (int length : new int[] {100, whole.length / 2, whole.length - 1}) {
            write("02-cut-" + length + ".jar", Arrays.copyOf(whole, length), "not a JAR, or not a complete one: ");
        }
    }

    private void changed() throws IOException {
        byte[] flipped = good("x").bytes();
        // In the packed bytes of the last entry, which is the class.
        int at = new String(flipped, StandardCharsets.ISO_8859_1).indexOf("PK\1\2") - 200;
        for (int i = at; i < at + 8; i++) {
            flipped[i] ^= 0x55;
        }
        write("03-flipped.jar", flipped, "entry a/Loud.class is corrupt: ");
        byte[] mixed = good("x").entry("padding", new byte[4000]).bytes();
        byte[] head = good("y").bytes();
        System.arraycopy(head, 0, mixed, 0, head.length / 2);
        write("03-mixed.jar", mixed, "");
    }

    private void services() throws IOException {
        String missing = "it declares no MessageHandler: add the line a.Loud to " + SERVICE;
        write("04-no-service.jar", PluginJar.named("").source("a.Loud", loud("x")), missing);
        write(
                "04-blank-service.jar",
                PluginJar.named("").source("a.Loud", loud("x")).entry(SERVICE, "\n# a.Loud\n"),
                missing);
        write(
                "05-mark.jar",
                PluginJar.named("").source("a.Loud", loud("x")).entry(SERVICE, "\uFEFFa.Loud"),
                SERVICE + " begins with a byte order mark: save it without");
        write(
                "05-space.jar",
                PluginJar.named("").source("a.Loud", loud("x")).entry(SERVICE, "a. Loud"),
                SERVICE + " line 1: 'a. Loud' is not a class name");
        write(
                "05-missing.jar",
                PluginJar.named("").source("a.Loud", loud("x")).entry(SERVICE, "a.Quiet"),
                SERVICE + " line 1 names a.Quiet, which is not in the JAR: write a.Loud");
        byte[] loud = SourceCompiler.compile(Map.of("a.Loud", loud("x")), "a.Loud");
        write(
                "05-path.jar",
                PluginJar.named("").service("b.Loud").entry("b/Loud.class", loud),
                "b.Loud cannot be loaded: java.lang.NoClassDefFoundError: b/Loud (wrong name: a/Loud)");
    }

    private void classes() throws IOException {
        write(
                "06-other.jar",
                PluginJar.named("").handler("a.Loud", loud("x").replace("implements MessageHandler", "")),
                "a.Loud does not implement dev.weft.spi.MessageHandler");
        write(
                "06-abstract.jar",
                PluginJar.named("").handler("a.Loud", loud("x").replace("final", "abstract")),
                "a.Loud is abstract");
        write(
                "06-hidden.jar",
                PluginJar.named("").handler("a.Loud", loud("x").replace("public final", "final")),
                "a.Loud is not public");
        write(
                "06-constructor.jar",
                PluginJar.named("").handler("a.Loud", loud("x").replace("Loud()", "Loud(int x)")),
                "a.Loud has no public constructor without parameters");
        write(
                "07-java.jar",
                good("x").classVersion(44 + NEXT_JAVA),
                "it needs Java " + NEXT_JAVA + ", this is " + (NEXT_JAVA - 1) + ": ");
        write(
                "08-superclass.jar",
                PluginJar.named("")
                        .compileOnly("lib.Base", "public class Base {}")
                        .handler("a.Loud", loud("x").replace("Loud implements", "Loud extends lib.Base implements")),
                "a.Loud uses lib.Base, which is neither in the JAR nor in the JDK: ");
    }

    private void others() throws IOException {
        write("09-major.jar", good("x").manifest("Weft-Spi-Version", "2.0"), "it needs SPI 2.0, this is ");
        write("09-minor.jar", good("x").manifest("Weft-Spi-Version", "0.9999"), "it needs SPI 0.9999, this is ");
        write(
                "09-method.jar",
                PluginJar.named("")
                        .compileOnly("dev.weft.spi.Session", "public interface Session { void shout(String text); }")
                        .handler("a.Loud", loud("x").replace("{}", "{ session.shout(\"x\"); }")),
                "a.Loud uses dev.weft.spi.Session.shout(), which SPI ");
        write("14-taken.jar", good("a-witness"), "the id 'a-witness' of ");
        for (String id : new String[] {"", "a b", "../x", "X", "x".repeat(300)}) {
            write("15-id-" + id.length() + ".jar", good(id), "a.Loud: the id '");
        }
    }

    private void tooLarge() throws IOException {
        write("90-entries.jar", zip(100_000, "", 0), "it has 100000 entries, more than 50000");
        write("90-bomb.jar", zip(1, "/Large.class", 17 << 20), "entry 0/Large.class unpacks to too many bytes");
    }

    private static PluginJar good(String id) {
        return PluginJar.named("").handler("a.Loud", loud(id));
    }

    private static String loud(String id) {
        return """
                @Handler("%s")
                public final class Loud implements MessageHandler {
                    static { System.setProperty("%s", "static block"); }
                    public Loud() { System.setProperty("%2$s", "constructor"); }
                    public void onMessage(Session session, Message message) {}
                }
                """.formatted(id, RAN);
    }

    private static byte[] zip(int entries, String name, int size) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] zeros = new byte[size];
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < entries; i++) {
                zip.putNextEntry(new ZipEntry(i + name));
                zip.write(zeros);
            }
        }
        return bytes.toByteArray();
    }

    private void write(String name, PluginJar jar, String reason) throws IOException {
        write(name, jar.bytes(), reason);
    }

    private void write(String name, byte[] content, String reason) throws IOException {
        expect(Files.write(folder.resolve(name), content), reason);
    }

    private void expect(Path file, String reason) {
        reasons.put(file, reason);
    }
}
