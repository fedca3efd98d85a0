package dev.weft.server.config;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operator's word on every setting: a flag over a variable over a line of the file over the default. */
public final class Settings {

    static final String CONFIG_VARIABLE = "WEFT_CONFIG";

    /** The first that has a setting decides. */
    private final List<Layer> layers;

    Settings(List<Layer> layers) {
        this.layers = List.copyOf(layers);
    }

    /**
     * Reads all sources.
     *
     * @param flags what stands on the command line
     * @param configFile the file named there
     * @throws ConfigException if the file says something that cannot be meant
     * @throws FileSystemException if the file cannot be read
     */
    public static Settings read(Map<Setting, List<String>> flags, Optional<Path> configFile)
            throws FileSystemException {
        return read(flags, configFile, System.getenv());
    }

    static Settings read(Map<Setting, List<String>> flags, Optional<Path> configFile, Map<String, String> environment)
            throws FileSystemException {
        List<Layer> layers = new ArrayList<>();
        layers.add(Layer.ofFlags(flags));
        layers.add(Layer.ofEnvironment(environment));
        Optional<Path> file = configFile.or(() -> Optional.ofNullable(environment.get(CONFIG_VARIABLE))
                .filter(text -> !text.isBlank())
                .map(text -> new Given(text, CONFIG_VARIABLE + "=" + text, Path.of("")).path()));
        if (file.isPresent()) {
            layers.add(ConfigFile.read(file.get()));
        }
        layers.add(Layer.ofDefaults(Home.find()));
        return new Settings(layers);
    }

    /** The server's configuration, checked. */
    public ServerConfig server() {
        return new ServerConfigReader(this).read();
    }

    /** The folders of plugin JARs, in order. */
    public List<Path> pluginsDirs() {
        return list(Setting.PLUGINS_DIR).stream().map(Given::path).toList();
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
    List<Given> list(Setting setting) {
        return layers.stream()
                .map(layer -> layer.values(setting))
                .filter(values -> !values.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** The values of a setting from all sources, the weightiest last. */
    List<Given> everySource(Setting setting) {
        return layers.reversed().stream()
                .flatMap(layer -> layer.values(setting).stream())
                .toList();
    }

    /** The value of a setting, if any source has it. */
    Optional<Given> value(Setting setting) {
        return list(setting).stream().findFirst();
    }

    /** The text of a setting. */
    String text(Setting setting) {
        Given given = required(setting);
        return switch (setting.rule()) {
            case Rule.Text text -> text.read(given);
            case Rule.Choice choice -> choice.read(given);
            case Rule.Words words -> given.text();
            case Rule.Range range -> throw new IllegalArgumentException(setting + " is a number");
        };
    }

    /** The file that a setting names, if any source does. */
    Optional<Path> file(Setting setting) {
        return value(setting).map(given -> {
            text(setting);
            return given.path();
        });
    }

    /** The number of a setting: bytes, milliseconds or just that. */
    long number(Setting setting) {
        if (setting.rule() instanceof Rule.Range range) {
            return range.read(required(setting));
        }
        throw new IllegalArgumentException(setting + " is no number");
    }

    /** The value of a setting that has a default. */
    Given required(Setting setting) {
        return value(setting).orElseThrow(() -> new IllegalStateException(setting + " has no default"));
    }
}
