package dev.weft.server.plugin;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * What a class file says it needs (JVMS 4), read without loading it.
 *
 * @param name binary name, such as {@code com.acme.Greeter}
 * @param isInstantiable whether it is a public class that is not abstract
 * @param interfaces those it names itself, in internal form
 * @param classes every class it refers to, in internal form
 * @param members every field and method it refers to
 */
record ClassFile(
        String name, boolean isInstantiable, List<String> interfaces, List<String> classes, List<MemberRef> members) {

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

    /** Reads the constant pool and the header behind it; fields, methods and attributes are left alone. */
    static ClassFile parse(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        in.skipNBytes(8);
        ConstantPool pool = ConstantPool.read(in);
        int access = in.readUnsignedShort();
        String name = pool.className(in.readUnsignedShort()).replace('/', '.');
        in.readUnsignedShort();
        List<String> interfaces = new ArrayList<>();
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            interfaces.add(pool.className(in.readUnsignedShort()));
        }
        return new ClassFile(name, isInstantiable(access), interfaces, pool.classes(), pool.members());
    }

    private static boolean isInstantiable(int access) {
        return Modifier.isPublic(access) && !Modifier.isAbstract(access) && !Modifier.isInterface(access);
    }
}
