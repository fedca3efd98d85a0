package dev.weft.server.command;

import dev.weft.server.config.Setting;
import dev.weft.server.config.SettingGroup;
import dev.weft.server.config.Settings;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/** The options for settings, and {@code --config}, which names a configuration file. */
final class SettingOptions {

    private static final String CONFIG = "--config";
    private static final String VERBOSE = "--verbose";
    private static final String NO_WATCH = "--no-watch";

    private final Collection<Setting> settings;

    SettingOptions(Collection<Setting> settings) {
        this.settings = List.copyOf(settings);
    }

    /** Adds the options to a command, and the headings to its help page. */
    void addTo(CommandSpec command) {
        settings.forEach(setting -> command.addOption(option(setting)));
        command.addOption(OptionSpec.builder(CONFIG)
                .paramLabel("FILE")
                .type(Path.class)
                .description("File of settings, lines like port=8083; flags and WEFT_* variables override it")
                .build());
        command.addOption(OptionSpec.builder("-v", VERBOSE)
                .type(boolean.class)
                .description("The same as --log-level debug")
                .build());
        if (settings.contains(Setting.WATCH)) {
            command.addOption(OptionSpec.builder(NO_WATCH)
                    .type(boolean.class)
                    .description("The same as --watch off")
                    .build());
        }
        command.addOption(WeftCommand.helpOption());
        command.usageMessage().sectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, this::optionList);
    }

    /** Reads the settings from all sources. */
    Settings read(ParseResult parsed) throws StartException {
        Map<Setting, List<String>> flags = new EnumMap<>(Setting.class);
        for (Setting setting : settings) {
            if (parsed.hasMatchedOption(setting.flag())) {
                flags.put(setting, parsed.matchedOption(setting.flag()).originalStringValues());
            }
        }
        if (parsed.hasMatchedOption(NO_WATCH)) {
            flags.putIfAbsent(Setting.WATCH, List.of("off"));
        }
        if (parsed.hasMatchedOption(VERBOSE)) {
            flags.putIfAbsent(Setting.LOG_LEVEL, List.of("debug"));
        }
        try {
            return Settings.read(flags, Optional.ofNullable(parsed.matchedOptionValue(CONFIG, null)));
        } catch (FileSystemException unreadable) {
            throw new StartException(unreadable.getFile(), unreadable);
        }
    }

    private static OptionSpec option(Setting setting) {
        OptionSpec.Builder option = OptionSpec.builder(setting.flag())
                .paramLabel(setting.type().placeholder())
                .arity("1")
                .description(description(setting));
        return setting.type().repeats()
                ? option.type(List.class).auxiliaryTypes(String.class).build()
                : option.type(String.class).build();
    }

    private static String description(Setting setting) {
        String fallback = setting.type().fallback();
        String repeats = setting.type().repeats() ? " (repeatable)" : "";
        String description = setting.description() + (fallback.isEmpty() ? repeats : " (" + fallback + ")");
        // picocli treats descriptions as format strings.
        return description.replace("%", "%%");
    }

    private String optionList(Help help) {
        StringBuilder list = new StringBuilder();
        List<OptionSpec> others = new ArrayList<>(help.commandSpec().options());
        for (SettingGroup group : SettingGroup.values()) {
            List<OptionSpec> options = Arrays.stream(Setting.values())
                    .filter(setting -> setting.group() == group && settings.contains(setting))
                    .map(setting -> help.commandSpec().findOption(setting.flag()))
                    .toList();
            others.removeAll(options);
            append(list, help, group.heading(), options);
        }
        append(list, help, "Other", others);
        return list.toString();
    }

    private static void append(StringBuilder list, Help help, String heading, List<OptionSpec> options) {
        if (!options.isEmpty()) {
            Help.Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
            layout.addAllOptions(options, help.createDefaultParamLabelRenderer());
            list.append(String.format(
                    "%n%s%n",
                    help.colorScheme().text("@|bold " + heading + "|@").toString()));
            list.append(layout);
        }
    }
}
