package dev.weft.testkit;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** A handler's log, kept as lines in memory. Thread-safe. */
final class RecordingLogger implements System.Logger {

    private final Scene scene;
    private final String name;
    private final List<String> lines = new ArrayList<>();

    RecordingLogger(Scene scene, String name) {
        this.scene = scene;
        this.name = name;
    }

    List<String> lines() {
        return scene.look(() -> List.copyOf(lines));
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isLoggable(Level level) {
        return level != Level.OFF;
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
        add(level, message + (thrown == null ? "" : ": " + thrown));
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... arguments) {
        boolean isPlain = format == null || arguments == null || arguments.length == 0;
        add(level, isPlain ? String.valueOf(format) : new MessageFormat(format).format(arguments));
    }

    private void add(Level level, String text) {
        scene.change(() -> lines.add(level + " " + text));
    }
}
