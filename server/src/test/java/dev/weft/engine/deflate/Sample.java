package dev.weft.engine.deflate;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Kinds of messages, of any size. */
enum Sample {
    JSON {
        @Override
        String chunk(RandomGenerator random) {
            return "{\"id\":%d,\"symbol\":\"%c%c\",\"price\":%d.%02d,\"active\":%b},"
                    .formatted(
                            random.nextInt(1_000_000),
                            'A' + random.nextInt(26),
                            'A' + random.nextInt(26),
                            random.nextInt(1000),
                            random.nextInt(100),
                            random.nextBoolean());
        }
    },
    TEXT {
        @Override
        String chunk(RandomGenerator random) {
            StringBuilder word = new StringBuilder();
            for (int letters = 1 + random.nextInt(7); letters > 0; letters--) {
                word.append((char) ('a' + random.nextInt(3) * random.nextInt(9)));
            }
            return word.append(' ').toString();
        }
    },
    RANDOM {
        @Override
        String chunk(RandomGenerator random) {
            return String.valueOf((char) random.nextInt(256));
        }
    },
    ZEROS {
        @Override
        String chunk(RandomGenerator random) {
            return "\0".repeat(64);
        }
    };

    /** Settable, so that a failure can be run again. */
    static final long SEED = Long.getLong("weft.test.seed", 7692);

    abstract String chunk(RandomGenerator random);

    byte[] bytes(int size, RandomGenerator random) {
        StringBuilder text = new StringBuilder(size + 128);
        while (text.length() < size) {
            text.append(chunk(random));
        }
        text.setLength(size);
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] bytes(int size) {
        return bytes(size, new Random(SEED));
    }
}
