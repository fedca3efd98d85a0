package dev.weft.testkit;

import dev.weft.spi.MessageHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/** Compiles sources in memory against the JDK and the SPI, and nothing else from the test's class path. */
@NullMarked
public final class SourceCompiler {

    private SourceCompiler() {}

    /** Maps sources by class name to class files by class name, nested classes included. */
    public static Map<String, byte[]> compile(Map<String, String> sources) {
        if (sources.isEmpty()) {
            return Map.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<Source> units = sources.entrySet().stream()
                .map(e -> new Source(e.getKey(), e.getValue()))
                .toList();
        List<String> options = List.of("--release", "21", "-proc:none", "-nowarn", "-cp", spi().toString());
        try (Output output = new Output(compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8))) {
            if (!compiler.getTask(messages, output, null, options, null, units).call()) {
                throw new IllegalArgumentException(messages.toString());
            }
            Map<String, byte[]> classes = new LinkedHashMap<>();
            output.classes.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class file of one of the sources. */
    public static byte[] compile(Map<String, String> sources, String name) {
        return Objects.requireNonNull(compile(sources).get(name), name);
    }

    /** Where the SPI's classes lie. */
    public static Path spi() {
        try {
            return Path.of(MessageHandler.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String className, String body) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            int dot = className.lastIndexOf('.');
            String inPackage = dot < 0 ? "" : "package " + className.substring(0, dot) + "; ";
            // On one line, so that line numbers in a stack trace are those of the body plus one.
            text = inPackage + "import dev.weft.spi.*;\n" + body;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Output extends ForwardingJavaFileManager<StandardJavaFileManager> {

        private final Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();

        Output(StandardJavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(className, bytes);
                    return bytes;
                }
            };
        }
    }
}
