package dev.weft.server.plugin;

import dev.weft.server.plugin.ClassFile.MemberRef;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The constant pool of a class file (JVMS 4.4): every name the class refers to. */
final class ConstantPool {

    private final @Nullable String[] texts;
    private final int[] tags;
    /** Two u2 of an entry; a class, a string or a module has one, which is the first. */
    private final int[] first;

    private final int[] second;

    private ConstantPool(int size) {
        texts = new String[size];
        tags = new int[size];
        first = new int[size];
        second = new int[size];
    }

    static ConstantPool read(DataInputStream in) throws IOException {
        int size = in.readUnsignedShort();
        ConstantPool pool = new ConstantPool(size);
        // JVMS 4.1: "The constant_pool table is indexed from 1 to constant_pool_count - 1."
        for (int i = 1; i < size; i++) {
            pool.readEntry(in, i);
            // JVMS 4.4.5: "All 8-byte constants take up two entries in the constant_pool table".
            if (pool.tags[i] == 5 || pool.tags[i] == 6) {
                i++;
            }
        }
        return pool;
    }

    private void readEntry(DataInputStream in, int index) throws IOException {
        int tag = in.readUnsignedByte();
        tags[index] = tag;
        switch (tag) {
            case 1 -> texts[index] = in.readUTF();
            case 5, 6 -> in.skipNBytes(8);
            case 15 -> in.skipNBytes(3);
            case 7, 8, 16, 19, 20 -> first[index] = in.readUnsignedShort();
            case 3, 4, 9, 10, 11, 12, 17, 18 -> {
                first[index] = in.readUnsignedShort();
                second[index] = in.readUnsignedShort();
            }
            default -> throw new IOException("constant " + index + " has the unknown tag " + tag);
        }
    }

    /** The class that an entry names, in internal form; of an array, its descriptor. */
    String className(int index) throws IOException {
        return text(first[checked(index, 7)]);
    }

    /** Every class that is named. */
    List<String> classes() throws IOException {
        List<String> classes = new ArrayList<>();
        for (int i = 1; i < tags.length; i++) {
            if (tags[i] == 7) {
                classes.add(className(i));
            }
        }
        return classes;
    }

    /** Every field, method and interface method that is named. */
    List<MemberRef> members() throws IOException {
        List<MemberRef> members = new ArrayList<>();
        for (int i = 1; i < tags.length; i++) {
            if (tags[i] >= 9 && tags[i] <= 11) {
                int nameAndType = checked(second[i], 12);
                members.add(new MemberRef(className(first[i]), text(first[nameAndType]), text(second[nameAndType])));
            }
        }
        return members;
    }

    private String text(int index) throws IOException {
        return Objects.requireNonNull(texts[checked(index, 1)]);
    }

    private int checked(int index, int tag) throws IOException {
        if (index < 1 || index >= tags.length || tags[index] != tag) {
            throw new IOException("constant " + index + " is missing");
        }
        return index;
    }
}
