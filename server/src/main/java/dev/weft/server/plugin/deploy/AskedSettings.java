package dev.weft.server.plugin.deploy;

import dev.weft.spi.Config;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** A handler's settings, which know what was asked of them. Thread-safe. */
public final class AskedSettings implements Config {

    private final Map<String, String> values;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    /** The settings with these values. */
    public AskedSettings(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    @Override
    public Set<String> keys() {
        // Whoever goes through them all has seen them all.
        asked.addAll(values.keySet());
        return values.keySet();
    }

    @Override
    public Optional<String> value(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key));
    }

    /** What is set and was not asked for yet, in order: misspelt, perhaps. */
    Set<String> unasked() {
        Set<String> unasked = new TreeSet<>(values.keySet());
        unasked.removeAll(asked);
        return unasked;
    }
}
