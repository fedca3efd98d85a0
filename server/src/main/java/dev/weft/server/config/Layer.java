package dev.weft.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one source says: the command line, the environment, a file or the defaults.
 *
 * @param given the settings it has a say in
 */
record Layer(Map<Setting, List<Given>> given) {

    private static final Path HERE = Path.of("");

    /** What the command line says. */
    static Layer ofFlags(Map<Setting, List<String>> flags) {
        Map<Setting, List<Given>> given = new EnumMap<>(Setting.class);
        flags.forEach((setting, texts) ->
                texts.forEach(text -> add(given, setting, new Given(text, setting.flag() + "=" + text, HERE))));
        return new Layer(given);
    }

    /** What the environment says. An empty variable says nothing, as scripts have no other way to take one back. */
    static Layer ofEnvironment(Map<String, String> environment) {
        Map<Setting, List<Given>> given = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String text = environment.getOrDefault(setting.variable(), "");
            if (!text.isBlank()) {
                add(given, setting, new Given(text, setting.variable() + "=" + text, HERE));
            }
        }
        return new Layer(given);
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
