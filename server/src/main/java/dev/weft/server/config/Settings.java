package dev.weft.server.config;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The value of every setting: a flag over a variable over a line of the file over the default. */
public final class Settings {

    static final String CONFIG_VARIABLE = "WEFT_CONFIG";

    /** In order of precedence: the first source that has a setting decides. */
    private final List<ConfigSource> sources;

    Settings(List<ConfigSource> sources) {
        this.sources = List.copyOf(sources);
    }

    /**
     * Reads all sources.
     *
     * @param flags the flags on the command line
     * @param configFile the file named there
     * @throws ConfigException if the file is invalid
     * @throws FileSystemException if the file cannot be read
     */
    public static Settings read(Map<Setting, List<String>> flags, Optional<Path> configFile)
            throws FileSystemException {
        return read(flags, configFile, System.getenv());
    }

    static Settings read(Map<Setting, List<String>> flags, Optional<Path> configFile, Map<String, String> environment)
            throws FileSystemException {
        List<ConfigSource> sources = new ArrayList<>();
        sources.add(ConfigSource.ofFlags(flags));
        sources.add(ConfigSource.ofEnvironment(environment));
        Optional<Path> file = configFile.or(() -> Optional.ofNullable(environment.get(CONFIG_VARIABLE))
                .filter(text -> !text.isBlank())
                .map(text -> new RawValue(text, CONFIG_VARIABLE + "=" + text, Path.of("")).path()));
        if (file.isPresent()) {
            sources.add(ConfigFile.read(file.get()));
        }
        sources.add(ConfigSource.ofDefaults(InstallationDirs.find()));
        return new Settings(sources);
    }

    /** The server's configuration, checked. */
    public ServerConfig server() {
        return new ServerConfigReader(this).read();
    }

    /** The folders of plugin JARs, in order. */
    public List<Path> pluginsDirs() {
        return list(Setting.PLUGINS_DIR).stream().map(RawValue::path).toList();
    }

    /** The certificate whose owner must have signed every plugin, if there is one. */
    public Optional<Path> pluginsSigner() {
        return file(Setting.PLUGINS_SIGNER);
    }

    /** The level of the log, in lower case. */
    public String logLevel() {
        return text(Setting.LOG_LEVEL);
    }

    /** The values of a setting, from the first source that has any. */
    List<RawValue> list(Setting setting) {
        return sources.stream()
                .map(source -> source.values(setting))
                .filter(values -> !values.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** The values of a setting from all sources, the one with the highest precedence last. */
    List<RawValue> everySource(Setting setting) {
        return sources.reversed().stream()
                .flatMap(source -> source.values(setting).stream())
                .toList();
    }

    /** The value of a setting, if any source has it. */
    Optional<RawValue> value(Setting setting) {
        return list(setting).stream().findFirst();
    }

    /** The text of a setting. */
    String text(Setting setting) {
        RawValue raw = required(setting);
        return switch (setting.type()) {
            case ValueType.Text text -> text.read(raw);
            case ValueType.Choice choice -> choice.read(raw);
            case ValueType.Words words -> raw.text();
            case ValueType.Range range -> throw new IllegalArgumentException(setting + " is a number");
        };
    }

    /** The file that a setting names, if any source does. */
    Optional<Path> file(Setting setting) {
        return value(setting).map(raw -> {
            text(setting);
            return raw.path();
        });
    }

    /** The number of a setting: bytes, milliseconds or a plain number. */
    long number(Setting setting) {
        if (setting.type() instanceof ValueType.Range range) {
            return range.read(required(setting));
        }
        throw new IllegalArgumentException(setting + " is no number");
    }

    /** The value of a setting that has a default. */
    RawValue required(Setting setting) {
        return value(setting).orElseThrow(() -> new IllegalStateException(setting + " has no default"));
    }
}
