package dev.weft.server.plugin.inspect;

import dev.weft.server.plugin.inspect.ClassFile.MemberRef;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Collects what a class file refers to. */
final class ClassReferences extends ClassVisitor {

    /** Whoever catches one of these has thought of a library that is not there. */
    private static final Set<String> ABSENCE = Set.of("java/lang/LinkageError", "java/lang/NoClassDefFoundError");

    /** Longer names are nobody's. */
    private static final int MAX_NAME_LENGTH = 250;

    private final ClassReader reader;
    private final List<String> supertypes = new ArrayList<>();
    private boolean isPrepared;
    private final Set<MemberRef> members = new LinkedHashSet<>();
    private final Set<String> unguarded = new LinkedHashSet<>();
    private final Set<String> guarded = new LinkedHashSet<>();
    private final Set<String> texts = new LinkedHashSet<>();

    ClassReferences(ClassReader reader) {
        super(Opcodes.ASM9);
        this.reader = reader;
        // Null of java.lang.Object, and of a module descriptor.
        Optional.ofNullable(reader.getSuperName()).ifPresent(supertypes::add);
        supertypes.addAll(List.of(reader.getInterfaces()));
    }

    @Override
    public MethodVisitor visitMethod(
            int flags, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        return new MethodReferences(this);
    }

    void addMember(MemberRef member) {
        members.add(member);
    }

    void addClass(String internalName, boolean isGuarded) {
        (isGuarded ? guarded : unguarded).add(internalName);
    }

    /** The class of an exception that is caught. The verifier loads it, whatever happens. */
    void addCaught(String internalName) {
        isPrepared |= ABSENCE.contains(internalName);
        unguarded.add(internalName);
    }

    void addText(String text) {
        int simpleName = text.lastIndexOf('.') + 1;
        boolean isLikeAName = simpleName > 1
                && simpleName < text.length()
                && text.length() <= MAX_NAME_LENGTH
                && Character.isUpperCase(text.charAt(simpleName))
                && text.chars().allMatch(c -> c == '.' || Character.isJavaIdentifierPart(c));
        if (isLikeAName) {
            texts.add(text);
        }
    }

    ClassFile toClassFile() {
        String name = reader.getClassName().replace('/', '.');
        Set<String> needed = new LinkedHashSet<>(supertypes);
        Set<String> optional = new LinkedHashSet<>(guarded);
        (isPrepared ? optional : needed).addAll(unguarded);
        optional.removeAll(needed);
        return new ClassFile(name, isInstantiable(), supertypes, members, needed, optional, texts);
    }

    private boolean isInstantiable() {
        int access = reader.getAccess();
        return Modifier.isPublic(access) && !Modifier.isAbstract(access) && !Modifier.isInterface(access);
    }
}
