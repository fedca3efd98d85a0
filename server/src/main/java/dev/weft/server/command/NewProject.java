package dev.weft.server.command;

import dev.weft.server.config.Installation;
import dev.weft.server.plugin.SpiVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The project of a new plugin, generated from the templates beside this class.
 *
 * @param id the id of its handler
 * @param packageName the package of its classes
 * @param folder the project's folder
 */
record NewProject(String id, String packageName, Path folder) {

    private static final Pattern PLACEHOLDER = Pattern.compile("@(\\w+)@");
    private static final String SERVICE_FILE = "META-INF/services/dev.weft.spi.MessageHandler";

    /** Writes all its files. */
    void write(Installation installation) throws IOException, StartException {
        String version = new ProjectRepository(folder.resolve("weft")).fill(installation);
        Map<String, String> values = new HashMap<>();
        values.put("id", id);
        values.put("package", packageName);
        values.put("class", className());
        values.put("version", version);
        values.put("spi", SpiVersion.CURRENT.toString());
        Path java = Path.of("java").resolve(packageName.replace('.', '/'));
        write("pom.xml", Path.of("pom.xml"), values);
        write("README.md", Path.of("README.md"), values);
        write("gitignore", Path.of(".gitignore"), values);
        write("maven.config", Path.of(".mvn/maven.config"), values);
        write("Handler.java", Path.of("src/main").resolve(java).resolve(className() + ".java"), values);
        write("HandlerTest.java", Path.of("src/test").resolve(java).resolve(className() + "Test.java"), values);
        write("HandlerJarIT.java", Path.of("src/test").resolve(java).resolve(className() + "JarIT.java"), values);
        write("services", Path.of("src/main/resources", SERVICE_FILE), values);
    }

    /** The name of the handler's class: {@code ChatRoomHandler} for {@code chat-room}. */
    String className() {
        String name = Arrays.stream(id.split("-", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining("", "", "Handler"));
        // The interface it implements has that name.
        return name.equals("MessageHandler") ? "MessagesHandler" : name;
    }

    private void write(String template, Path to, Map<String, String> values) throws IOException {
        Path file = folder.resolve(to);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Matcher placeholder = PLACEHOLDER.matcher(template(template));
        String text = placeholder.replaceAll(
                match -> Matcher.quoteReplacement(Objects.requireNonNull(values.get(match.group(1)), match.group())));
        Files.writeString(file, text);
    }

    private static String template(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(NewProject.class.getResourceAsStream("project/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
