package dev.weft.server.config;

import java.util.List;
import java.util.OptionalLong;

/** The values that a setting accepts. */
public sealed interface ValueType {

    /** The placeholder for the value in the help page. */
    String placeholder();

    /** The default; empty if there is none, or if it is computed. */
    default String fallback() {
        return "";
    }

    /** Whether it may be given more than once. */
    default boolean repeats() {
        return false;
    }

    /** Any text that is not blank, without leading and trailing white space. */
    record Text(String placeholder, String fallback) implements ValueType {
        String read(RawValue raw) {
            if (raw.text().isBlank()) {
                throw raw.wrong("a value is needed");
            }
            return raw.text().strip();
        }
    }

    /** One of these words, in any case. */
    record Choice(String placeholder, String fallback, List<String> words) implements ValueType {
        String read(RawValue raw) {
            return words.stream()
                    .filter(word -> word.equalsIgnoreCase(raw.text().strip()))
                    .findFirst()
                    .orElseThrow(() -> raw.wrong("one of " + String.join(", ", words) + " is needed"));
        }
    }

    /** A list; one value may also hold several elements, separated by this. */
    record Words(String placeholder, String separator) implements ValueType {
        @Override
        public boolean repeats() {
            return true;
        }
    }

    /** A quantity within a range, both ends included. The ends are written as the operator would write them. */
    record Range(Quantity quantity, String fallback, String least, String most) implements ValueType {
        @Override
        public String placeholder() {
            return quantity.placeholder();
        }

        long read(RawValue raw) {
            OptionalLong value = quantity.parse(raw.text());
            if (value.isEmpty() || value.getAsLong() < end(least) || value.getAsLong() > end(most)) {
                throw raw.wrong(quantity.noun() + " from " + least + " to " + most + " is needed");
            }
            return value.getAsLong();
        }

        private long end(String text) {
            return quantity.parse(text).orElseThrow();
        }
    }
}
