package dev.weft.plugin.channels;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What holds for the topics whose names begin alike: {@code kept subscribe,publish,history}. A right is a word of small
 * letters; a condition on the client's identity could follow it in parentheses, which mean nothing yet and are refused.
 *
 * @param prefix with what their names begin
 * @param kind what they are
 * @param rights what every client may do
 */
record Rule(String prefix, Kind kind, Set<Right> rights) {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_./~:@-]{0,128}");
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

    Rule {
        rights = Set.copyOf(rights);
    }

    /**
     * Reads a setting.
     *
     * @param key its name, which the operator is told if it is wrong
     * @throws IllegalArgumentException if it is wrong
     */
    static Rule parse(String key, String prefix, String value) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    key + ": names of topics have up to 128 characters of A-Z a-z 0-9 - _ . / ~ : @");
        }
        String[] words = SEPARATOR.split(value.strip(), -1);
        Kind kind = named(Kind.values(), words[0])
                .orElseThrow(() -> wrong(key, value, "a kind is needed first: " + names(Arrays.asList(Kind.values()))));
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            rights.add(named(Right.values(), word)
                    .orElseThrow(() ->
                            wrong(key, value, "'" + word + "' is none of " + names(Arrays.asList(Right.values())))));
        }
        if (rights.isEmpty()) {
            throw wrong(key, value, "what may clients do? " + names(Arrays.asList(Right.values())));
        }
        if (kind == Kind.LIVE && rights.contains(Right.HISTORY)) {
            throw wrong(key, value, "a live topic has no history");
        }
        return new Rule(prefix, kind, rights);
    }

    void check(Right right) throws RpcException {
        if (!rights.contains(right)) {
            throw RpcException.notAllowed();
        }
    }

    /** As a client that subscribes is told: <code>{"kind":"kept","may":["subscribe","history"]}</code>. */
    String toJson() {
        String may = EnumSet.copyOf(rights).stream()
                .map(right -> '"' + name(right) + '"')
                .collect(Collectors.joining(",", "[", "]"));
        return "{\"kind\":\"" + name(kind) + "\",\"may\":" + may + "}";
    }

    private static <T extends Enum<T>> Optional<T> named(T[] all, String word) {
        return Arrays.stream(all).filter(each -> name(each).equals(word)).findFirst();
    }

    private static String names(Collection<? extends Enum<?>> all) {
        return all.stream().map(Rule::name).collect(Collectors.joining(", "));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static IllegalArgumentException wrong(String key, String value, String why) {
        return new IllegalArgumentException(key + "=" + value + ": " + why);
    }
}
