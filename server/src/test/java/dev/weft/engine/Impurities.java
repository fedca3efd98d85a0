package dev.weft.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32;

/** Classes as the engine must not have them, one sin each, so that the rule about its purity is seen to fail. */
@SuppressWarnings("unused")
public final class Impurities {

    private Impurities() {}

    static final class Clean {

        private static final HexFormat HEX = HexFormat.of();

        byte[] copy(byte[] from) {
            byte[] to = new byte[from.length];
            System.arraycopy(from, 0, to, 0, from.length);
            List<byte[]> all = new ArrayList<>(List.of(to));
            return ByteBuffer.wrap(HEX.formatHex(all.getFirst()).getBytes(StandardCharsets.UTF_8))
                    .array();
        }
    }

    static final class OpensASocket {
        java.net.Socket socket = new java.net.Socket();
    }

    static final class KnowsAnAddress {
        java.net.URI uri = java.net.URI.create("/");
    }

    static final class HoldsAChannel {
        java.nio.channels.@org.jspecify.annotations.Nullable SocketChannel channel;
    }

    static final class Locks {
        ReentrantLock lock = new ReentrantLock();
    }

    static final class AsksTheTime {
        Instant now() {
            return Instant.now();
        }
    }

    static final class AsksTheClock {
        long now() {
            return System.nanoTime();
        }
    }

    static final class AsksTheEnvironment {
        boolean isSet() {
            return System.getProperty("weft") != null;
        }
    }

    static final class Prints {
        void print() {
            System.out.println();
        }
    }

    static final class LooksForAFile {
        boolean isThere() {
            return Files.exists(Path.of("weft"));
        }
    }

    static final class ReadsAFile {
        Class<?> reader = java.io.FileInputStream.class;
    }

    static final class Sleeps {
        void sleep() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    static final class RemembersForAThread {
        ThreadLocal<String> local = new ThreadLocal<>();
    }

    static final class StartsThreads {
        byte[] sort(byte[] bytes) {
            Arrays.parallelSort(bytes);
            return bytes;
        }
    }

    static final class DrawsANumber {
        double draw() {
            return Math.random();
        }
    }

    static final class DrawsNumbers {
        Random random = new Random();
    }

    static final class DrawsAName {
        UUID name() {
            return UUID.randomUUID();
        }
    }

    static final class Logs {
        System.Logger logger = System.getLogger("weft");
    }

    static final class LogsToo {
        java.util.logging.@org.jspecify.annotations.Nullable Logger logger;
    }

    static final class LogsThree {
        Class<?> logger = org.slf4j.Logger.class;
    }

    static final class Compresses {
        CRC32 sum = new CRC32();
    }

    static final class Digests {
        Class<?> digest = MessageDigest.class;
    }

    static final class KeepsState {
        static int count;
    }
}
