package dev.weft.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A handler's own settings: {@code --set ID.KEY=VALUE} on the command line, over {@code set.ID.KEY=VALUE} in the
 * configuration file, over {@code KEY=VALUE} in {@code conf/ID.properties}. Immutable: when that file changes, the
 * handler is started again, as a new generation. The typed getters throw an exception that names the key and the
 * allowed range; let it propagate out of {@link MessageHandler#start} to show it to the operator.
 */
public interface Config {

    /** The keys that are set. */
    Set<String> keys();

    /** The value of a key, if it is set. */
    Optional<String> value(String key);

    /** The value of a key, or the fallback if it is not set. */
    default String text(String key, String fallback) {
        return value(key).orElse(fallback);
    }

    /**
     * The value of a required key.
     *
     * @throws IllegalArgumentException if it is not set
     */
    default String text(String key) {
        return value(key).orElseThrow(() -> new IllegalArgumentException(key + ": must be set"));
    }

    /**
     * A time: a whole number with its unit, such as {@code 250ms}, {@code 10s} or {@code 5m}.
     *
     * @throws IllegalArgumentException if the value is not a valid time
     */
    default Duration duration(String key, Duration fallback) {
        String text = value(key).orElse(null);
        if (text == null) {
            return fallback;
        }
        Matcher form = Pattern.compile("(\\d{1,9})(ms|s|m|h)").matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(key + "=" + text + ": a time such as 250ms, 10s, 5m or 1h is needed");
        }
        long amount = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /**
     * A whole number.
     *
     * @throws IllegalArgumentException if the value is not a whole number from min to max
     */
    default long number(String key, long fallback, long min, long max) {
        String text = value(key).orElse(null);
        if (text == null) {
            return fallback;
        }
        try {
            long number = Long.parseLong(text.strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below, with the range.
        }
        throw new IllegalArgumentException(
                key + "=" + text + ": a whole number from " + min + " to " + max + " is needed");
    }

    /**
     * A switch: {@code true} or {@code false}, {@code on} or {@code off}.
     *
     * @throws IllegalArgumentException if the value is not one of these
     */
    default boolean flag(String key, boolean fallback) {
        String text = value(key).orElse(null);
        if (text == null) {
            return fallback;
        }
        return switch (text.strip()) {
            case "true", "on" -> true;
            case "false", "off" -> false;
            default -> throw new IllegalArgumentException(key + "=" + text + ": true or false is needed");
        };
    }
}
