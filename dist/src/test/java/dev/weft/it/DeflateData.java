package dev.weft.it;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Messages of five kinds and any size, cut out of one long text of each kind. */
final class DeflateData {

    /** Settable, so that a failure can be run again. */
    static final long SEED = Long.getLong("weft.test.seed", 7692);

    /** Why 1 MiB? Eight times the largest message, so that two messages rarely are the same. */
    private static final int CORPUS = 1 << 20;

    /** What zlib meets in the field, and its extremes. */
    enum Kind {
        JSON {
            @Override
            byte[] chunk(RandomGenerator random) {
                return "{\"id\":%d,\"name\":\"%s\",\"price\":%d.%02d,\"active\":%b},"
                        .formatted(
                                random.nextInt(1_000_000),
                                Integer.toString(random.nextInt(46_656), 36),
                                random.nextInt(1000),
                                random.nextInt(100),
                                random.nextBoolean())
                        .getBytes(StandardCharsets.US_ASCII);
            }
        },
        REPEATED {
            @Override
            byte[] chunk(RandomGenerator random) {
                return "The quick brown fox jumps over the lazy dog. ".getBytes(StandardCharsets.US_ASCII);
            }
        },
        RANDOM {
            @Override
            byte[] chunk(RandomGenerator random) {
                byte[] noise = new byte[1024];
                random.nextBytes(noise);
                return noise;
            }
        },
        UTF_8 {
            @Override
            byte[] chunk(RandomGenerator random) {
                int[] words = {
                    'a' + random.nextInt(26), 0xE9, 0x4E00 + random.nextInt(200), 0x1F600 + random.nextInt(64)
                };
                return new String(words, 0, words.length).getBytes(StandardCharsets.UTF_8);
            }
        },
        ZEROS {
            @Override
            byte[] chunk(RandomGenerator random) {
                return new byte[1024];
            }
        };

        abstract byte[] chunk(RandomGenerator random);

        boolean isText() {
            return this != RANDOM && this != ZEROS;
        }
    }

    private final Random random = new Random(SEED);
    private final Map<Kind, byte[]> corpora = new EnumMap<>(Kind.class);

    /** A message of this size, or up to three bytes less where the next code point would be cut. */
    byte[] message(Kind kind, int size) {
        byte[] corpus = corpora.computeIfAbsent(kind, this::corpus);
        int start = random.nextInt(corpus.length - size - 4);
        if (!kind.isText()) {
            return Arrays.copyOfRange(corpus, start, start + size);
        }
        return Arrays.copyOfRange(corpus, boundary(corpus, start), boundary(corpus, start + size));
    }

    private byte[] corpus(Kind kind) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(CORPUS);
        while (bytes.size() < CORPUS) {
            bytes.writeBytes(kind.chunk(random));
        }
        return bytes.toByteArray();
    }

    /** The first code point's beginning from there on. */
    private static int boundary(byte[] text, int from) {
        int at = from;
        while ((text[at] & 0xC0) == 0x80) {
            at++;
        }
        return at;
    }
}
