package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the packaged server says of itself.
 *
 * @param options for each command, its options by their long names, each with its default; empty if it has none
 */
record HelpPages(Map<String, Map<String, String>> options) {

    /** {@code -v, --verbose} or {@code --port=NUMBER}, and the beginning of its description. */
    private static final Pattern OPTION = Pattern.compile(" +(?:-\\w, )?(--[a-z-]+)(?:=\\S+)?(?: +(.*))?");

    /** At the end of a description. */
    private static final Pattern DEFAULT = Pattern.compile(".*\\(([^()]*)\\)");

    private static final String REPEATABLE = "repeatable";

    private static final List<String> COMMANDS =
            List.of("", "serve", "connect", "plugins", "plugins list", "plugins check", "plugin", "plugin new");

    /** Asks every command for its page. */
    static HelpPages read() throws Exception {
        Map<String, Map<String, String>> pages = new LinkedHashMap<>();
        for (String command : COMMANDS) {
            Stream<String> words = command.isEmpty() ? Stream.of() : Arrays.stream(command.split(" ", -1));
            String[] arguments = Stream.concat(words, Stream.of("--help")).toArray(String[]::new);
            try (WeftProcess weft = WeftProcess.run(arguments)) {
                assertEquals(0, weft.awaitExit(), weft::output);
                pages.put(command, parse(weft.awaitWholeOutput()));
            }
        }
        return new HelpPages(pages);
    }

    static Map<String, String> parse(String page) {
        Map<String, String> descriptions = new LinkedHashMap<>();
        String name = "";
        for (String line : page.lines().toList()) {
            Matcher option = OPTION.matcher(line);
            if (option.matches()) {
                name = option.group(1);
                descriptions.put(name, Optional.ofNullable(option.group(2)).orElse(""));
            } else if (line.startsWith("          ") && !name.isEmpty()) {
                descriptions.merge(name, line.strip(), (begun, more) -> begun + " " + more);
            } else {
                name = "";
            }
        }
        assertFalse(descriptions.isEmpty(), page);
        descriptions.replaceAll((option, description) -> defaultIn(description));
        return descriptions;
    }

    private static String defaultIn(String description) {
        Matcher at = DEFAULT.matcher(description);
        return at.matches() && !at.group(1).equals(REPEATABLE) ? at.group(1) : "";
    }

    /** The options of a command. */
    Map<String, String> of(String command) {
        return Objects.requireNonNull(options.get(command), command);
    }

    /** The command that a command line begins with. */
    String command(List<String> words) {
        for (int length = Math.min(2, words.size()); length > 0; length--) {
            String command = String.join(" ", words.subList(0, length));
            if (options.containsKey(command)) {
                return command;
            }
        }
        return "";
    }

    /** Whether any command has this option. */
    boolean hasOption(String name) {
        return options.values().stream().anyMatch(page -> page.containsKey(name));
    }
}
