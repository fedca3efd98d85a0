package dev.weft.plugin.channels;

import dev.weft.spi.Config;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The operator's settings: which topics there are, what clients may do with them, and how long their messages may be.
 *
 * @param rules the longest prefix first
 * @param maxData how many characters the data of a message may have
 */
record Rules(List<Rule> rules, long maxData) {

    private static final String MAX_DATA = "max-data";
    private static final String TOPICS = "topics.";

    /** Holds if the operator names no topics: enough to try each kind, and their names say who reads them. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "topics.public/", "kept subscribe,publish,history",
            "topics.live/", "live subscribe,publish",
            "topics.state/", "latest subscribe,publish,history");

    Rules {
        rules = List.copyOf(rules);
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException if one is wrong; it names the key
     */
    static Rules of(Config config) {
        Map<String, String> topics = new TreeMap<>();
        for (String key : config.keys()) {
            if (key.startsWith(TOPICS)) {
                topics.put(key, config.text(key));
            } else if (!key.equals(MAX_DATA)) {
                throw new IllegalArgumentException(key + ": no such setting; there are topics.PREFIX and " + MAX_DATA);
            }
        }
        if (topics.isEmpty()) {
            topics.putAll(DEFAULTS);
        }
        List<Rule> rules = new ArrayList<>();
        topics.forEach((key, value) -> rules.add(Rule.parse(key, key.substring(TOPICS.length()), value)));
        rules.sort(Comparator.comparingInt(rule -> -rule.prefix().length()));
        // Why 64 Ki? Any sensible message; a history of them is still a few megabytes a topic.
        return new Rules(rules, config.number(MAX_DATA, 64 << 10, 1, 16 << 20));
    }

    /** What holds for a topic: the rule with the longest prefix. */
    Rule of(String topic) throws RpcException {
        for (Rule rule : rules) {
            if (topic.startsWith(rule.prefix())) {
                return rule;
            }
        }
        throw RpcException.noSuchTopic();
    }

    /** A text that differs if the rules do. */
    String fingerprint() {
        return rules.stream().map(rule -> rule.prefix() + rule.toJson()).collect(Collectors.joining(" "));
    }
}
