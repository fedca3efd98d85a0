package dev.weft.testkit;

import dev.weft.spi.MessageHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.NullMarked;

/**
 * Builds a plugin, intact or broken, from a few lines of source while a test runs:
 *
 * <pre>{@code
 * Path jar = PluginJar.named("greeter.jar")
 *         .handler("com.acme.Greeter", """
 *                 @Handler("greeter")
 *                 public final class Greeter implements MessageHandler {
 *                     public void onMessage(Session session, Message message) {
 *                         session.send("hello");
 *                     }
 *                 }
 *                 """)
 *         .in(pluginsDir);
 * }</pre>
 *
 * <p>A source needs neither a package declaration nor imports of the SPI's types; both are added in front of it.
 */
@NullMarked
public final class PluginJar {

    private final String fileName;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Set<String> leftOut = new LinkedHashSet<>();
    private final List<String> providers = new ArrayList<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Manifest manifest = new Manifest();
    private int classVersion;
    private int length = Integer.MAX_VALUE;
    private final Map<Integer, Integer> flips = new LinkedHashMap<>();

    private PluginJar(String fileName) {
        this.fileName = fileName;
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    /** Begins an empty JAR. */
    public static PluginJar named(String fileName) {
        return new PluginJar(fileName);
    }

    /** Begins a JAR with one handler of this id, whose {@code onMessage} has this body. */
    public static PluginJar answering(String id, String onMessage) {
        return named(id + ".jar").handler("plugin.Answering", """
                @Handler("%s")
                public final class Answering implements MessageHandler {
                    public void onMessage(Session session, Message message) throws Exception {
                        %s
                    }
                }
                """.formatted(id, onMessage));
    }

    /** Begins a JAR with one handler of this id, which sends every message back. */
    public static PluginJar echoing(String id) {
        return answering(id, "session.send(message);");
    }

    /** Adds a class and names it in the service file. */
    public PluginJar handler(String className, String source) {
        providers.add(className);
        return source(className, source);
    }

    /** Adds a class. */
    public PluginJar source(String className, String source) {
        sources.put(className, source);
        return this;
    }

    /** Adds a class that the others are compiled against, but leaves it out of the JAR. */
    public PluginJar compileOnly(String className, String source) {
        leftOut.add(className);
        return source(className, source);
    }

    /** Adds a line to the service file. */
    public PluginJar service(String line) {
        providers.add(line);
        return this;
    }

    /** Adds a main attribute of the manifest. */
    public PluginJar manifest(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    /** Adds any other file. */
    public PluginJar entry(String name, byte... content) {
        entries.put(name, content.clone());
        return this;
    }

    /** Adds any other file. */
    public PluginJar entry(String name, String content) {
        return entry(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes another major version into the header of every class file: 65 is Java 21, 70 is Java 26. */
    public PluginJar classVersion(int major) {
        classVersion = major;
        return this;
    }

    /** Truncates the JAR to this many bytes, like an interrupted copy. */
    public PluginJar cutTo(int bytes) {
        length = bytes;
        return this;
    }

    /** Flips every bit of this many bytes, as a bad disk might. */
    public PluginJar flip(int at, int bytes) {
        flips.put(at, bytes);
        return this;
    }

    /** Writes the JAR into the folder, over an older one of the same name, and returns its path. */
    public Path in(Path dir) {
        try {
            return Files.write(Files.createDirectories(dir).resolve(fileName), bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of the JAR. */
    public byte[] bytes() {
        byte[] whole = pack();
        flips.forEach((at, count) -> {
            for (int i = at; i < at + count; i++) {
                whole[i] ^= (byte) 0xFF;
            }
        });
        return Arrays.copyOf(whole, Math.min(length, whole.length));
    }

    private byte[] pack() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, byte[]> entry : content().entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Map<String, byte[]> content() {
        Map<String, byte[]> content = new LinkedHashMap<>();
        if (!providers.isEmpty()) {
            String lines = String.join("\n", providers) + "\n";
            content.put("META-INF/services/" + MessageHandler.class.getName(), lines.getBytes(StandardCharsets.UTF_8));
        }
        SourceCompiler.compile(sources).forEach((name, bytes) -> {
            String outer = name.replaceFirst("\\$.*", "");
            if (!leftOut.contains(outer)) {
                content.put(name.replace('.', '/') + ".class", patched(bytes));
            }
        });
        content.putAll(entries);
        return content;
    }

    private byte[] patched(byte[] classFile) {
        if (classVersion == 0) {
            return classFile;
        }
        byte[] patched = classFile.clone();
        // JVMS 4.1: u4 magic; u2 minor_version; u2 major_version.
        patched[6] = (byte) (classVersion >> 8);
        patched[7] = (byte) classVersion;
        return patched;
    }
}
