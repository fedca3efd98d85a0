package dev.weft.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one source says: the command line, the environment, a file or the defaults.
 *
 * @param given the settings it has a say in
 */
record Layer(Map<Setting, List<Given>> given) {

    private static final Path HERE = Path.of("");

    /** Read elsewhere: by the launcher, for the file of settings, by scripts that find an installation, by the tests. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of("WEFT_JAVA_OPTS", Settings.CONFIG_VARIABLE, "WEFT_HOME", "WEFT_TEST_PATIENCE");

    /** What the command line says. */
    static Layer ofFlags(Map<Setting, List<String>> flags) {
        Map<Setting, List<Given>> given = new EnumMap<>(Setting.class);
        flags.forEach((setting, texts) ->
                texts.forEach(text -> add(given, setting, new Given(text, setting.flag() + "=" + text, HERE))));
        return new Layer(given);
    }

    /**
     * What the environment says. An empty variable says nothing, as scripts have no other way to take one back.
     *
     * @throws ConfigException if a variable looks like a setting and is none: a misspelt one would be lost without a word
     */
    static Layer ofEnvironment(Map<String, String> environment) {
        environment.forEach(Layer::checkName);
        Map<Setting, List<Given>> given = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String text = environment.getOrDefault(setting.variable(), "");
            if (!text.isBlank()) {
                add(given, setting, new Given(text, setting.variable() + "=" + text, HERE));
            }
        }
        return new Layer(given);
    }

    private static void checkName(String variable, String text) {
        boolean isKnown = OTHER_VARIABLES.contains(variable)
                || Arrays.stream(Setting.values())
                        .anyMatch(setting -> setting.variable().equals(variable));
        if (variable.startsWith(Setting.VARIABLE_PREFIX) && !text.isBlank() && !isKnown) {
            throw new ConfigException(variable + ": no setting has this name; 'weft serve --help' lists them");
        }
    }

    /** What holds when nobody says anything. */
    static Layer ofDefaults(Home home) {
        Map<Setting, List<Given>> given = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String text = setting.rule().fallback();
            if (!text.isEmpty()) {
                add(given, setting, new Given(text, setting.flag() + "=" + text + ", the default", HERE));
            }
        }
        home.pluginsDirs().forEach(dir -> add(given, Setting.PLUGINS_DIR, new Given(dir, dir, HERE)));
        add(given, Setting.WEB_DIR, new Given(home.webDir(), home.webDir(), HERE));
        add(given, Setting.CONF_DIR, new Given(home.confDir(), home.confDir(), HERE));
        return new Layer(given);
    }

    /** The values of a setting, none if it has no say. */
    List<Given> values(Setting setting) {
        return given.getOrDefault(setting, List.of());
    }

    /** Adds a value, or each of the values that a list holds. */
    static void add(Map<Setting, List<Given>> all, Setting setting, Given given) {
        List<Given> values = all.computeIfAbsent(setting, absent -> new ArrayList<>());
        if (setting.rule() instanceof Rule.Words words) {
            Arrays.stream(given.text().split(words.separator()))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .forEach(word -> values.add(new Given(word, given.place(), given.folder())));
        } else {
            values.add(given);
        }
    }
}
