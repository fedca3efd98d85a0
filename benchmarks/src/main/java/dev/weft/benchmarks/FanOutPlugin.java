package dev.weft.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The plugin that Weft serves in a fan-out, made from {@code weft/FanOutHandler.java} and the checkout's own SPI. */
final class FanOutPlugin {

    private static final String CLASS = "dev.weft.benchmarks.weft.FanOutHandler";
    private static final String SERVICE = "META-INF/services/dev.weft.spi.MessageHandler";

    private final Checkout checkout;

    FanOutPlugin(Checkout checkout) {
        this.checkout = checkout;
    }

    /** Compiles it; returns the folder of plugins that it is in. */
    Path build() throws IOException, RunFailure {
        Path classes = Files.createDirectories(checkout.target("fan-out/classes"));
        Path plugins = Files.createDirectories(checkout.target("fan-out/plugins"));
        compile(classes);
        try (OutputStream file = Files.newOutputStream(plugins.resolve("fan-out.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            String entry = CLASS.replace('.', '/') + ".class";
            add(jar, SERVICE, CLASS.getBytes(StandardCharsets.UTF_8));
            add(jar, entry, Files.readAllBytes(classes.resolve(entry)));
        }
        return plugins;
    }

    private void compile(Path classes) throws IOException, RunFailure {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new RunFailure("a fan-out of Weft needs a JDK, for its plugin is compiled first");
        }
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "--release", "21", "-proc:none"));
        arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
        arguments.add(checkout.benchmarks().resolve("weft/FanOutHandler.java").toString());
        // The SPI from its sources, because nothing says where it has been built; not as the module that it is.
        try (var files = Files.walk(checkout.root().resolve("spi/src/main/java/dev"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(arguments::add);
        }
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        if (compiler.run(null, errors, errors, arguments.toArray(String[]::new)) != 0) {
            throw new RunFailure("FanOutHandler does not compile: " + errors.toString(StandardCharsets.UTF_8));
        }
    }

    private static void add(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }
}
