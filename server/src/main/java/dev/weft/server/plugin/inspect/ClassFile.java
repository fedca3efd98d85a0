package dev.weft.server.plugin.inspect;

import dev.weft.server.plugin.FaultText;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * What a class file says it needs (JVMS 4), read without loading it. Annotations are left alone: the JVM drops those whose
 * class it does not find.
 *
 * @param name binary name, such as {@code com.acme.Greeter}
 * @param isInstantiable whether it is a public class that is not abstract
 * @param supertypes its superclass and the interfaces it names itself, in internal form
 * @param members every field and method its code refers to
 * @param needed classes that it cannot be loaded without, and those its code refers to
 * @param optional classes that its code refers to only where it is prepared for their absence
 * @param texts string constants that could be the name of a class
 */
record ClassFile(
        String name,
        boolean isInstantiable,
        List<String> supertypes,
        Set<MemberRef> members,
        Set<String> needed,
        Set<String> optional,
        Set<String> texts) {

    private static final int MAGIC = 0xCAFEBABE;

    /** Class files of Java 1 have 45, and each release of Java adds one (JVMS 4.1, table 4.1-A). */
    private static final int JAVA_0 = 44;

    /**
     * A field or method as a class file refers to it.
     *
     * @param owner class, in internal form
     * @param name simple name
     * @param descriptor types, such as {@code (Ljava/lang/String;)V}
     */
    record MemberRef(String owner, String name, String descriptor) {}

    /** The release of Java a class file needs, from its header alone. */
    static int javaRelease(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        if (in.readInt() != MAGIC) {
            throw new IOException("not a class file");
        }
        in.readUnsignedShort();
        return in.readUnsignedShort() - JAVA_0;
    }

    /** Reads the header and the code of every method. */
    static ClassFile parse(byte[] bytes) throws IOException {
        try {
            ClassReader reader = new ClassReader(ofKnownRelease(bytes));
            ClassReferences references = new ClassReferences(reader);
            reader.accept(references, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return references.toClassFile();
        } catch (RuntimeException | StackOverflowError notAClassFile) {
            // ASM checks no more than it must: a constant that refers to itself overflows the stack, say.
            throw new IOException("not a class file: " + FaultText.of(notAClassFile));
        }
    }

    /** ASM refuses releases that it does not know. What is read here has been the same in all of them. */
    private static byte[] ofKnownRelease(byte[] bytes) throws IOException {
        if (javaRelease(bytes) <= Opcodes.V21 - JAVA_0) {
            return bytes;
        }
        byte[] older = Arrays.copyOf(bytes, bytes.length);
        // JVMS 4.1: u4 magic; u2 minor_version; u2 major_version.
        older[6] = 0;
        older[7] = Opcodes.V21;
        return older;
    }

    /** Every class it refers to, in internal form. */
    Stream<String> classes() {
        return Stream.concat(needed.stream(), optional.stream());
    }
}
