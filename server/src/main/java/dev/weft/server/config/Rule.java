package dev.weft.server.config;

import java.util.List;
import java.util.OptionalLong;

/** What a setting may be. */
public sealed interface Rule {

    /** What stands for the value in the help page. */
    String placeholder();

    /** The value when nothing is given; empty if there is none, or if it has to be worked out. */
    default String fallback() {
        return "";
    }

    /** Whether it may be given more than once. */
    default boolean repeats() {
        return false;
    }

    /** Anything that is not blank. */
    record Text(String placeholder, String fallback) implements Rule {
        String read(Given given) {
            if (given.text().isBlank()) {
                throw given.wrong("a value is needed");
            }
            return given.text().strip();
        }
    }

    /** One of these words, in any case. */
    record Choice(String placeholder, String fallback, List<String> words) implements Rule {
        String read(Given given) {
            return words.stream()
                    .filter(word -> word.equalsIgnoreCase(given.text().strip()))
                    .findFirst()
                    .orElseThrow(() -> given.wrong("one of " + String.join(", ", words) + " is needed"));
        }
    }

    /** A list; one value may also hold several with this separator between them. */
    record Words(String placeholder, String separator) implements Rule {
        @Override
        public boolean repeats() {
            return true;
        }
    }

    /** A quantity from one end to the other, both included. The ends are written as the operator would write them. */
    record Range(Quantity quantity, String fallback, String least, String most) implements Rule {
        @Override
        public String placeholder() {
            return quantity.placeholder();
        }

        long read(Given given) {
            OptionalLong value = quantity.parse(given.text());
            if (value.isEmpty() || value.getAsLong() < end(least) || value.getAsLong() > end(most)) {
                throw given.wrong(quantity.noun() + " from " + least + " to " + most + " is needed");
            }
            return value.getAsLong();
        }

        private long end(String text) {
            return quantity.parse(text).orElseThrow();
        }
    }
}
