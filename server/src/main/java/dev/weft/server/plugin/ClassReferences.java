package dev.weft.server.plugin;

import dev.weft.server.plugin.ClassFile.MemberRef;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Collects what a class file refers to. */
final class ClassReferences extends ClassVisitor {

    /** Whoever catches one of these has thought of a library that is not there. */
    private static final Set<String> ABSENCE = Set.of("java/lang/LinkageError", "java/lang/NoClassDefFoundError");

    /** Longer names are nobody's. */
    private static final int MAX_NAME_LENGTH = 250;

    private String name = "";
    private int access;
    private boolean isPrepared;
    private final List<String> supertypes = new ArrayList<>();
    private final Set<MemberRef> members = new LinkedHashSet<>();
    private final Set<String> unguarded = new LinkedHashSet<>();
    private final Set<String> guarded = new LinkedHashSet<>();
    private final Set<String> texts = new LinkedHashSet<>();

    ClassReferences() {
        super(Opcodes.ASM9);
    }

    @Override
    public void visit(
            int version,
            int flags,
            String internalName,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        name = internalName;
        access = flags;
        if (superName != null) {
            supertypes.add(superName);
        }
        if (interfaces != null) {
            supertypes.addAll(List.of(interfaces));
        }
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
        if (name.isEmpty()) {
            throw new IllegalArgumentException("it has no name");
        }
        Set<String> needed = new LinkedHashSet<>(supertypes);
        Set<String> optional = new LinkedHashSet<>(guarded);
        (isPrepared ? optional : needed).addAll(unguarded);
        optional.removeAll(needed);
        return new ClassFile(name.replace('/', '.'), isInstantiable(), supertypes, members, needed, optional, texts);
    }

    private boolean isInstantiable() {
        return Modifier.isPublic(access) && !Modifier.isAbstract(access) && !Modifier.isInterface(access);
    }
}
