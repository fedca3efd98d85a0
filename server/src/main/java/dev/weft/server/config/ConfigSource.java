package dev.weft.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values from one source: the command line, the environment, a file or the defaults.
 *
 * @param values the settings that the source contains
 */
record ConfigSource(Map<Setting, List<RawValue>> values) {

    private static final Path HERE = Path.of("");

    /**
     * Variables that are read elsewhere: by the launcher, for the configuration file, by scripts that locate an
     * installation, by the tests.
     */
    private static final Set<String> OTHER_VARIABLES =
            Set.of("WEFT_JAVA_OPTS", Settings.CONFIG_VARIABLE, "WEFT_HOME", "WEFT_TEST_PATIENCE");

    /** The values on the command line. */
    static ConfigSource ofFlags(Map<Setting, List<String>> flags) {
        Map<Setting, List<RawValue>> values = new EnumMap<>(Setting.class);
        flags.forEach((setting, texts) ->
                texts.forEach(text -> add(values, setting, new RawValue(text, setting.flag() + "=" + text, HERE))));
        return new ConfigSource(values);
    }

    /**
     * The values in the environment. An empty variable counts as unset, because scripts have no other way to unset one.
     *
     * @throws ConfigException if a variable looks like a setting but is not one: a misspelt setting would be ignored
     *     silently
     */
    static ConfigSource ofEnvironment(Map<String, String> environment) {
        environment.forEach(ConfigSource::checkName);
        Map<Setting, List<RawValue>> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String text = environment.getOrDefault(setting.variable(), "");
            if (!text.isBlank()) {
                add(values, setting, new RawValue(text, setting.variable() + "=" + text, HERE));
            }
        }
        return new ConfigSource(values);
    }

    private static void checkName(String variable, String text) {
        boolean isKnown = OTHER_VARIABLES.contains(variable)
                || Arrays.stream(Setting.values())
                        .anyMatch(setting -> setting.variable().equals(variable));
        if (variable.startsWith(Setting.VARIABLE_PREFIX) && !text.isBlank() && !isKnown) {
            throw new ConfigException(variable + ": no setting has this name; 'weft serve --help' lists them");
        }
    }

    /** The values that apply when no other source has one. */
    static ConfigSource ofDefaults(InstallationDirs dirs) {
        Map<Setting, List<RawValue>> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String text = setting.type().fallback();
            if (!text.isEmpty()) {
                add(values, setting, new RawValue(text, setting.flag() + "=" + text + ", the default", HERE));
            }
        }
        dirs.pluginsDirs().forEach(dir -> add(values, Setting.PLUGINS_DIR, new RawValue(dir, dir, HERE)));
        add(values, Setting.WEB_DIR, new RawValue(dirs.webDir(), dirs.webDir(), HERE));
        add(values, Setting.CONF_DIR, new RawValue(dirs.confDir(), dirs.confDir(), HERE));
        return new ConfigSource(values);
    }

    /** The values of a setting; none if this source does not contain it. */
    List<RawValue> values(Setting setting) {
        return values.getOrDefault(setting, List.of());
    }

    /** Adds a value, or each element of a list. */
    static void add(Map<Setting, List<RawValue>> all, Setting setting, RawValue raw) {
        List<RawValue> values = all.computeIfAbsent(setting, absent -> new ArrayList<>());
        if (setting.type() instanceof ValueType.Words words) {
            Arrays.stream(raw.text().split(words.separator()))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .forEach(word -> values.add(new RawValue(word, raw.place(), raw.folder())));
        } else {
            values.add(raw);
        }
    }
}
