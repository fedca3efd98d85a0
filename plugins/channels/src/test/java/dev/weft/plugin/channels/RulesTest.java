package dev.weft.plugin.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.Config;
import dev.weft.testkit.HandlerHarness;
import dev.weft.testkit.HandlerNotStarted;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {

    private record Settings(Map<String, String> values) implements Config {
        @Override
        public Set<String> keys() {
            return values.keySet();
        }

        @Override
        public Optional<String> value(String key) {
            return Optional.ofNullable(values.get(key));
        }
    }

    private static Rules rules(Map<String, String> settings) {
        return Rules.of(new Settings(settings));
    }

    private static String at(Rules rules, String topic) {
        try {
            return rules.of(topic).toJson();
        } catch (RpcException none) {
            return "none";
        }
    }

    @Test
    void theDefaultsHaveEachKind() {
        Rules rules = rules(Map.of());
        assertEquals("{\"kind\":\"kept\",\"may\":[\"subscribe\",\"publish\",\"history\"]}", at(rules, "public/lobby"));
        assertEquals("{\"kind\":\"live\",\"may\":[\"subscribe\",\"publish\"]}", at(rules, "live/cursors"));
        assertEquals("{\"kind\":\"latest\",\"may\":[\"subscribe\",\"publish\",\"history\"]}", at(rules, "state/price"));
        assertEquals("none", at(rules, "private/lobby"));
        assertEquals("none", at(rules, "public"));
    }

    @Test
    void whoNamesTopicsHasOnlyThose() {
        Rules rules = rules(Map.of("topics.chat/", "kept subscribe"));
        assertEquals("{\"kind\":\"kept\",\"may\":[\"subscribe\"]}", at(rules, "chat/a"));
        assertEquals("none", at(rules, "public/lobby"));
    }

    @Test
    void theLongestPrefixWins() {
        Rules rules = rules(Map.of(
                "topics.", "live publish",
                "topics.a", "kept subscribe",
                "topics.a/b", "latest history, subscribe"));
        assertEquals("{\"kind\":\"live\",\"may\":[\"publish\"]}", at(rules, "b"));
        assertEquals("{\"kind\":\"kept\",\"may\":[\"subscribe\"]}", at(rules, "a/"));
        assertEquals("{\"kind\":\"latest\",\"may\":[\"subscribe\",\"history\"]}", at(rules, "a/b/c"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topics.chat/|'' |a kind is needed first: live, kept, latest",
                "topics.chat/|subscribe kept|a kind is needed first: live, kept, latest",
                "topics.chat/|KEPT subscribe|a kind is needed first: live, kept, latest",
                "topics.chat/|kept subscribe,write|'write' is none of subscribe, publish, history",
                "topics.chat/|kept publish(admin)|'publish(admin)' is none of subscribe, publish, history",
                "topics.chat/|kept subscribe,|'' is none of subscribe, publish, history",
                "topics.chat/|kept|what may clients do? subscribe, publish, history",
                "topics.chat/|live subscribe history|a live topic has no history",
                "topics.chat room/|kept subscribe|names of topics have up to 128 characters",
                "topics.*|kept subscribe|names of topics have up to 128 characters",
                "topic.chat/|kept subscribe|no such setting; there are topics.PREFIX and max-data",
                "max-data|0|a whole number from 1 to 16777216 is needed",
            })
    void aWrongSettingFailsTheStartWithOneLine(String key, String value, String why) {
        HandlerNotStarted failed = assertThrows(
                HandlerNotStarted.class,
                () -> HandlerHarness.start(new ChannelsHandler(), Map.of(key, value))
                        .close());
        String message = String.valueOf(failed.getMessage());
        assertTrue(message.contains(key) && message.contains(why), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void theFingerprintTellsRulesApart() {
        String first = rules(Map.of("topics.a", "kept subscribe")).fingerprint();
        assertEquals(
                first,
                rules(Map.of("topics.a", "kept  subscribe", "max-data", "5")).fingerprint());
        assertNotEquals(first, rules(Map.of("topics.a", "live subscribe")).fingerprint());
        assertNotEquals(first, rules(Map.of("topics.a", "kept publish")).fingerprint());
        assertNotEquals(first, rules(Map.of("topics.b", "kept subscribe")).fingerprint());
    }
}
