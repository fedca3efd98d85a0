package dev.weft.server.plugin.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.plugin.inspect.ClassFile.MemberRef;
import dev.weft.testkit.SourceCompiler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassFileTest {

    /** Uses every kind of constant: numbers of both widths, a lambda, a string concatenation, a switch on types. */
    private static final String MANY_CONSTANTS = """
            public class Many implements Runnable, java.util.function.Supplier<String> {
                static final long WIDE = 0x1234567890ABCDEFL;
                double half = 0.5;
                float third = 0.3f;
                int large = 1234567890;
                public void run() { System.exit(large); }
                public String get() { java.util.function.Supplier<String> s = () -> "a" + WIDE + half; return s.get(); }
                int kind(Object o) { return switch (o) { case String s -> 1; case Message[] m -> 2; default -> 3; }; }
            }
            """;

    private final byte[] many = compile("com.acme.Many", MANY_CONSTANTS);

    @Test
    void readsTheHeaderBehindEveryKindOfConstant() throws IOException {
        ClassFile file = ClassFile.parse(many);

        assertEquals("com.acme.Many", file.name());
        assertTrue(file.isInstantiable());
        assertEquals(
                List.of("java/lang/Object", "java/lang/Runnable", "java/util/function/Supplier"), file.supertypes());
    }

    @Test
    void namesTheClassesAndMembersThatAreUsed() throws IOException {
        ClassFile file = ClassFile.parse(many);

        assertTrue(file.needed().contains("dev/weft/spi/Message"), file.needed().toString());
        assertTrue(file.members().contains(new MemberRef("java/lang/System", "exit", "(I)V")));
        assertTrue(file.members().contains(new MemberRef("com/acme/Many", "half", "D")));
    }

    @Test
    void readsTheReleaseFromTheHeaderAlone() throws IOException {
        assertEquals(21, ClassFile.javaRelease(Arrays.copyOf(many, 8)));
    }

    @Test
    void tellsWhatCanBeInstantiated() throws IOException {
        assertFalse(ClassFile.parse(compile("A", "class A {}")).isInstantiable());
        assertFalse(ClassFile.parse(compile("A", "public abstract class A {}")).isInstantiable());
        assertFalse(ClassFile.parse(compile("A", "public interface A {}")).isInstantiable());
    }

    @Test
    void rejectsWhatDoesNotBeginWithTheMagicNumber() {
        byte[] text = "PK\003\004 and more".getBytes(StandardCharsets.ISO_8859_1);

        assertThrows(IOException.class, () -> ClassFile.javaRelease(text));
    }

    @Test
    void rejectsEveryCutBeforeTheEndOfTheHeader() throws IOException {
        int headerEnd = headerEnd();
        for (int length = 0; length < headerEnd; length++) {
            byte[] cut = Arrays.copyOf(many, length);
            assertThrows(IOException.class, () -> ClassFile.parse(cut), "cut at " + length);
        }
    }

    @Test
    void givesAClassFileOrAnIoExceptionForAnyBytes() {
        long seed = Long.getLong("weft.test.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            byte[] changed = many.clone();
            for (int i = 0; i < 3; i++) {
                changed[8 + random.nextInt(changed.length - 8)] = (byte) random.nextInt();
            }
            try {
                ClassFile.parse(changed);
            } catch (IOException expected) {
                // Anything else fails the test.
            } catch (RuntimeException e) {
                throw new AssertionError("weft.test.seed=" + seed, e);
            }
        }
    }

    private int headerEnd() throws IOException {
        for (int length = 10; length <= many.length; length++) {
            try {
                ClassFile.parse(Arrays.copyOf(many, length));
                return length;
            } catch (IOException tooShort) {
                // One byte more.
            }
        }
        throw new IOException("never parsed");
    }

    private static byte[] compile(String name, String source) {
        return SourceCompiler.compile(Map.of(name, source), name);
    }
}
