package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.it.Markdown.Block;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents say what is so: their links lead somewhere, their commands and settings exist, their classes compile. */
class DocsIT {

    private static final Path CHECKOUT =
            Path.of(System.getProperty("weft.checkout", "..")).toAbsolutePath().normalize();

    /** What a shell begins another command with; the text of an argument holds none of these in the documents. */
    private static final Pattern SHELL = Pattern.compile("\\|\\||&&|[|;&()]");

    private static final Pattern FLAG = Pattern.compile("--[a-z][a-z-]*");
    private static final Pattern VARIABLE = Pattern.compile("WEFT_[A-Z_]+");
    private static final Pattern ROW = Pattern.compile("\\| `(--[a-z-]+)[^|`]*(?:\\\\\\|[^|`]*)*` \\| ([^|]*) \\|.*");
    private static final Pattern CLASS = Pattern.compile("(?:public final )?class (\\w+)");

    private static Map<String, Markdown> pages;
    private static HelpPages help;

    @TempDir
    private Path folder;

    @BeforeAll
    static void readAll() throws Exception {
        List<Path> files = new ArrayList<>();
        for (String name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
            files.add(CHECKOUT.resolve(name));
        }
        files.addAll(Folders.find(CHECKOUT.resolve("docs"), "*.md"));
        pages = new LinkedHashMap<>();
        for (Path file : files) {
            pages.put(CHECKOUT.relativize(file).toString(), Markdown.read(file));
        }
        help = HelpPages.read();
    }

    /** What the pages that users read say, of which there must be some. */
    private static List<String> found(Stream<String> things) {
        List<String> all = things.distinct().toList();
        assertFalse(all.isEmpty(), "the documents have none: is it still looked for in the right way?");
        return all;
    }

    private static Markdown page(String name) {
        return Objects.requireNonNull(pages.get(name), name);
    }

    private static Stream<Markdown> userPages() {
        return pages.entrySet().stream()
                .filter(page -> !page.getKey().equals("CONTRIBUTING.md"))
                .map(Map.Entry::getValue);
    }

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> dead = new ArrayList<>();
        int followed = 0;
        for (Markdown page : pages.values()) {
            for (String link : page.links()) {
                if (!link.matches("[a-z]+:.*")) {
                    followed++;
                    if (!leadsSomewhere(page, link)) {
                        dead.add(page.file().getFileName() + ": " + link);
                    }
                }
            }
        }
        assertEquals(List.of(), dead);
        assertTrue(followed > 20, "only " + followed + " links were followed");
    }

    private static boolean leadsSomewhere(Markdown page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? page.file()
                : page.file().resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        try {
            return parts.length == 1 || Markdown.read(target).anchors().contains(parts[1]);
        } catch (IOException noPage) {
            return false;
        }
    }

    @Test
    void everyCommandHasTheFlagsThatItIsShownWith() {
        List<String> wrong = new ArrayList<>();
        for (String command : found(userPages().flatMap(DocsIT::weftCommands))) {
            List<String> words = words(command);
            String name = help.command(words);
            Set<String> known = help.of(name).keySet();
            FLAG.matcher(command)
                    .results()
                    .map(MatchResult::group)
                    .filter(flag -> !known.contains(flag))
                    .forEach(flag -> wrong.add(flag + " in: " + command));
            if (name.isEmpty() && !words.getFirst().startsWith("--")) {
                wrong.add("no such command: " + command);
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** The arguments of each {@code bin/weft} in the blocks. */
    private static Stream<String> weftCommands(Markdown page) {
        return page.blockLines()
                .flatMap(SHELL::splitAsStream)
                .map(String::strip)
                .filter(line -> line.matches("(\\w+=('[^']*'|\\S*) )*bin/weft .*"))
                .map(line -> line.substring(line.indexOf("bin/weft ") + "bin/weft ".length()));
    }

    private static List<String> words(String command) {
        return Arrays.asList(command.strip().split("\\s+", -1));
    }

    @Test
    void everyFlagThatIsNamedExists() {
        List<String> unknown = found(userPages()
                        .flatMap(page -> page.codes().stream())
                        .flatMap(code -> FLAG.matcher(code).results().map(MatchResult::group)))
                .stream()
                .filter(flag -> !help.hasOption(flag))
                .toList();

        assertEquals(List.of(), unknown);
    }

    @Test
    void everyVariableThatIsNamedIsKnown() throws Exception {
        Set<String> settings = help.of("serve").keySet().stream()
                .map(flag ->
                        "WEFT_" + flag.substring(2).toUpperCase(Locale.ROOT).replace('-', '_'))
                .collect(Collectors.toSet());
        for (String variable : found(userPages()
                .map(Markdown::file)
                .map(DocsIT::read)
                .flatMap(text -> VARIABLE.matcher(text).results().map(MatchResult::group)))) {
            if (!settings.contains(variable)) {
                ProcessBuilder list = WeftProcess.builder("plugins", "list");
                // Harmless to the JVM, and no file.
                list.environment().put(variable, "-Dweft.docs=true");
                try (WeftProcess weft = WeftProcess.run(list)) {
                    weft.awaitExit();
                    String said = weft.awaitWholeOutput();
                    assertFalse(said.contains("no setting has this name"), said);
                }
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    @Test
    void theSettingsPageHasEveryFlagWithItsDefault() {
        Map<String, String> shown = new LinkedHashMap<>();
        for (String line : page("docs/settings.md").prose()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                shown.put(row.group(1), row.group(2));
            }
        }
        Map<String, String> real = help.of("serve");
        assertEquals(new TreeSet<>(real.keySet()), new TreeSet<>(shown.keySet()));
        real.forEach((flag, fallback) -> {
            if (!fallback.isEmpty()) {
                assertEquals("`" + fallback + "`", shown.get(flag), flag);
            } else {
                assertFalse(
                        shown.getOrDefault(flag, "").matches("`[^`]*`"),
                        () -> flag + " has no default, and is shown with one");
            }
        });
    }

    @Test
    void everyWholeClassCompiles() throws Exception {
        Map<String, String> sources = new LinkedHashMap<>();
        for (Markdown page : pages.values()) {
            page.blocks().stream()
                    .filter(block ->
                            block.language().equals("java") && block.text().startsWith("package "))
                    .forEach(block -> sources.put(className(block), block.text()));
        }
        assertEquals(Set.of("GreeterHandler", "CounterHandler", "GreeterHandlerTest"), sources.keySet());
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            files.add(Files.writeString(folder.resolve(source.getKey() + ".java"), source.getValue()));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        // The handlers see what a plugin sees, and the test what a plugin's test sees.
        String spi = WeftProcess.jar("lib", "weft-spi").toString();
        String junit = Path.of(Test.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        String testkit = WeftProcess.jar("testkit", "weft-testkit").toString();
        List<String> options = List.of(
                "--release", "21", "-proc:none", "-d", folder.toString(), "-cp", String.join(":", spi, testkit, junit));
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            assertTrue(
                    compiler.getTask(messages, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                            .call(),
                    messages::toString);
        }
    }

    private static String className(Block block) {
        Matcher declaration = CLASS.matcher(block.text());
        assertTrue(declaration.find(), block::text);
        return declaration.group(1);
    }

    @Test
    void theHandlerOfTheReadmeIsTheOneThatIsGenerated() throws Exception {
        Path project = folder.resolve("greeter");
        try (WeftProcess weft = WeftProcess.run("plugin", "new", "greeter", "--dir", project.toString())) {
            assertEquals(0, weft.awaitExit(), weft::output);
        }
        String generated = Files.readString(project.resolve("src/main/java/com/example/GreeterHandler.java"));
        String test = Files.readString(project.resolve("src/test/java/com/example/GreeterHandlerTest.java"));

        assertTrue(hasBlock("README.md", generated), generated);
        assertTrue(hasBlock("docs/handlers.md", test), test);
    }

    private static boolean hasBlock(String name, String text) {
        return page(name).blocks().stream().anyMatch(block -> block.text().equals(text));
    }

    /** On a port of its own: 8083 may be taken where the tests run. */
    @Test
    void theFirstCommandsOfTheReadmeServeAndAnswer() throws Exception {
        List<String> commands = weftCommands(page("README.md")).toList();
        String serve = commands.get(0);
        String connect = commands.get(1);
        assertTrue(serve.startsWith("serve --handler echo") && connect.startsWith("connect ws://"), commands::toString);
        List<String> serving = new ArrayList<>(words(serve));
        serving.addAll(List.of("--port", "0"));
        try (WeftProcess server = WeftProcess.run(serving.toArray(String[]::new))) {
            server.awaitListening();
            String here = connect.replace(":8083", ":" + server.port());
            try (WeftProcess client = WeftProcess.run(words(here).toArray(String[]::new))) {
                client.type("hello\n");
                client.endInput();
                assertEquals(0, client.awaitExit(), client::output);
                assertTrue(client.awaitWholeOutput().lines().anyMatch("hello"::equals), client::output);
            }
        }
    }

    @Test
    void theBlockForNginxIsBalancedAndPassesOnWhatIsNeeded() {
        List<String> blocks = found(userPages()
                .flatMap(page -> page.blocks().stream())
                .filter(block -> block.language().equals("nginx"))
                .map(Block::text));
        for (String block : blocks) {
            assertEquals(block.replace("{", "").length(), block.replace("}", "").length(), block);
            assertTrue(
                    block.lines().map(String::strip).allMatch(line -> line.matches(".*[;{]|}|#.*")),
                    () -> "a line without an end in: " + block);
            for (String field : List.of("Host", "X-Forwarded-For", "X-Forwarded-Proto", "Upgrade", "Connection")) {
                assertTrue(block.contains("proxy_set_header " + field + " "), () -> field + " is missing in: " + block);
            }
        }
    }
}
