package dev.weft.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Text as a chat or a feed sends it: JSON records with made-up values. */
final class JsonText {

    private static final String[] NAMES = {
        "amira", "bruno", "chen", "dagny", "emeka", "farah", "goran", "hana", "ines", "jonas", "kenji", "leila"
    };
    private static final String[] ROOMS = {"general", "support", "release-24", "random", "on-call", "design"};
    private static final String[] WORDS = {
        "the",
        "build",
        "is",
        "green",
        "again",
        "please",
        "look",
        "at",
        "my",
        "change",
        "before",
        "lunch",
        "server",
        "restarted",
        "twice",
        "this",
        "morning",
        "nobody",
        "noticed",
        "thanks",
        "who",
        "has",
        "the",
        "keys",
        "queue",
        "length",
        "went",
        "down",
        "by",
        "half",
        "since",
        "yesterday",
        "works",
        "for",
        "me",
        "not",
        "on",
        "mobile"
    };

    private JsonText() {}

    /** Exactly so many bytes of ASCII; the same for the same seed. */
    static byte[] of(int size, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(size + 200);
        text.append("{\"page\":").append(random.nextInt(1_000)).append(",\"messages\":[");
        while (text.length() < size) {
            message(text, random);
        }
        return text.substring(0, size).getBytes(StandardCharsets.US_ASCII);
    }

    private static void message(StringBuilder text, Random random) {
        text.append("{\"id\":").append(random.nextInt(10_000_000));
        text.append(",\"user\":\"").append(any(NAMES, random)).append(random.nextInt(100));
        text.append("\",\"room\":\"").append(any(ROOMS, random));
        text.append("\",\"at\":").append(1_700_000_000_000L + random.nextInt());
        text.append(",\"text\":\"");
        for (int words = 4 + random.nextInt(8); words > 0; words--) {
            text.append(any(WORDS, random)).append(words > 1 ? " " : "\"},");
        }
    }

    private static String any(String[] strings, Random random) {
        return strings[random.nextInt(strings.length)];
    }
}
