package dev.weft.server.config;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a number is written. */
public enum Quantity {
    /** Without a unit. */
    NUMBER("NUMBER", "a whole number"),

    /** In bytes. Only binary units, because there is no agreement on what a KB is. */
    BYTES("SIZE", "a size"),

    /** In bytes, or as a share of the largest heap. */
    HEAP("SIZE", "a size or a percentage"),

    /** In milliseconds. Only zero may lack a unit: some would read a bare 10 as seconds, others as milliseconds. */
    TIME("TIME", "a time with its unit");

    // Eighteen digits always fit into a long.
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})\\s*([a-z%]*)");
    private static final long UNKNOWN_UNIT = 0;

    private final String placeholder;
    private final String noun;

    Quantity(String placeholder, String noun) {
        this.placeholder = placeholder;
        this.noun = noun;
    }

    String placeholder() {
        return placeholder;
    }

    /** What a value is called in a message to the operator. */
    String noun() {
        return noun;
    }

    /** The number that a text denotes; empty if it is invalid. */
    public OptionalLong parse(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!form.matches()) {
            return OptionalLong.empty();
        }
        long count = Long.parseLong(form.group(1));
        String unit = form.group(2);
        if (this == HEAP && unit.equals("%")) {
            long hundredth = Runtime.getRuntime().maxMemory() / 100;
            return count <= 100 ? OptionalLong.of(hundredth * count) : OptionalLong.empty();
        }
        long factor = factor(unit, count);
        if (factor == UNKNOWN_UNIT || count > Long.MAX_VALUE / factor) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(count * factor);
    }

    private long factor(String unit, long count) {
        return switch (this) {
            case NUMBER -> unit.isEmpty() ? 1 : UNKNOWN_UNIT;
            case BYTES, HEAP -> bytes(unit);
            case TIME -> unit.isEmpty() && count == 0 ? 1 : millis(unit);
        };
    }

    private static long bytes(String unit) {
        return switch (unit) {
            case "", "b" -> 1;
            case "kib" -> 1L << 10;
            case "mib" -> 1L << 20;
            case "gib" -> 1L << 30;
            case "tib" -> 1L << 40;
            default -> UNKNOWN_UNIT;
        };
    }

    private static long millis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> UNKNOWN_UNIT;
        };
    }
}
