package dev.weft.engine.deflate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.testsupport.DeflateWalker;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the other tests measure with has to be right itself: it is held against the RFC's bytes and against zlib. */
class DeflateWalkerTest {

    private static final byte[] HELLO = "Hello".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @CsvSource({"f248cdc9c90700", "000500faff48656c6c6f00", "f248050000 00ffffcac9c90700"})
    void decodesTheVectorsOfTheRfc(String hex) {
        assertArrayEquals(HELLO, new DeflateWalker().message(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    @Test
    void measuresTheDistanceToAnEarlierMessage() {
        DeflateWalker walker = new DeflateWalker();
        walker.message(HexFormat.of().parseHex("f248cdc9c90700"));
        assertEquals(0, walker.largestDistance());

        byte[] second = walker.message(HexFormat.of().parseHex("f200110000"));

        assertArrayEquals(HELLO, second);
        assertEquals(5, walker.largestDistance());
    }

    @Test
    void agreesWithZlibAtEveryLevel() {
        for (Sample sample : Sample.values()) {
            byte[] message = sample.bytes(100_000);
            for (int level = 0; level <= 9; level++) {
                assertArrayEquals(
                        message, new DeflateWalker().message(zlib(level, message)), sample + " level " + level);
            }
        }
    }

    @Test
    void seesThatZlibUsesItsWholeWindow() {
        byte[] block = Sample.RANDOM.bytes(32_000);
        byte[] twice = Arrays.copyOf(block, 64_000);
        System.arraycopy(block, 0, twice, 32_000, 32_000);
        DeflateWalker walker = new DeflateWalker();

        walker.message(zlib(6, twice));

        assertEquals(32_000, walker.largestDistance());
    }

    @Test
    void refusesWhatIsNoStream() {
        assertThrows(RuntimeException.class, () -> new DeflateWalker().message(new byte[0]));
        assertThrows(IllegalStateException.class, () -> new DeflateWalker().message(new byte[] {6}));
    }

    private static byte[] zlib(int level, byte[] message) {
        byte[] output = new byte[2 * message.length];
        Deflater deflater = new Deflater(level, true);
        deflater.setInput(message);
        int length = deflater.deflate(output, 0, output.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(output, length - 4);
    }
}
