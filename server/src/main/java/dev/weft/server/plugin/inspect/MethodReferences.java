package dev.weft.server.plugin.inspect;

import dev.weft.server.plugin.inspect.ClassFile.MemberRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Collects what the code of one method refers to, and whether the method goes on without it: a reference is guarded where
 * every {@link Throwable} or {@link Error} is caught by a handler that does not throw it on. (The {@code finally} of
 * javac, and its try-with-resources, catch everything too, and throw it on.)
 */
final class MethodReferences extends MethodVisitor {

    private static final Set<String> EVERYTHING = Set.of("java/lang/Throwable", "java/lang/Error");

    private final ClassReferences file;

    /** A class that is referred to, and the exception handlers round it. */
    private record Reference(String internalName, Set<Label> handlers) {}

    private record Range(Label start, Label end, Label handler) {}

    private final List<Range> ranges = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final Set<Label> active = new HashSet<>();
    private final Set<Label> throwOn = new HashSet<>();

    /** The handlers whose exception a local variable holds. */
    private final Map<Integer, Label> caught = new HashMap<>();

    private @Nullable Label entered;
    private int loaded = -1;

    MethodReferences(ClassReferences file) {
        super(Opcodes.ASM9);
        this.file = file;
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
        if (type != null) {
            file.addCaught(type);
            if (EVERYTHING.contains(type)) {
                ranges.add(new Range(start, end, handler));
            }
        }
    }

    @Override
    public void visitLabel(Label label) {
        for (Range range : ranges) {
            if (range.start().equals(label)) {
                active.add(range.handler());
            }
            if (range.end().equals(label)) {
                active.remove(range.handler());
            }
            if (range.handler().equals(label)) {
                entered = label;
            }
        }
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
        if (opcode == Opcodes.ASTORE) {
            // A handler begins by putting away what it has caught.
            if (entered == null) {
                caught.remove(variable);
            } else {
                caught.put(variable, entered);
            }
            entered = null;
        }
        loaded = opcode == Opcodes.ALOAD ? variable : -1;
    }

    @Override
    public void visitInsn(int opcode) {
        Label handler = entered == null ? caught.get(loaded) : entered;
        if (opcode == Opcodes.ATHROW && handler != null) {
            throwOn.add(handler);
        }
        entered = null;
        loaded = -1;
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        add(Type.getObjectType(type));
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        addMember(owner, name, descriptor);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        addMember(owner, name, descriptor);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        add(Type.getType(descriptor));
    }

    @Override
    public void visitLdcInsn(Object value) {
        addConstant(value);
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        add(Type.getMethodType(descriptor));
        addConstant(bootstrap);
        for (Object argument : arguments) {
            addConstant(argument);
        }
    }

    @Override
    public void visitEnd() {
        for (Reference each : references) {
            file.addClass(each.internalName(), !throwOn.containsAll(each.handlers()));
        }
    }

    private void addConstant(Object value) {
        switch (value) {
            case String text -> file.addText(text);
            case Type type -> add(type);
            case Handle handle -> {
                addMember(handle.getOwner(), handle.getName(), handle.getDesc());
                // JVMS 5.4.3.5: resolving a method handle resolves the types in its descriptor too.
                if (handle.getDesc().startsWith("(")) {
                    add(Type.getMethodType(handle.getDesc()));
                }
            }
            case ConstantDynamic computed -> {
                addConstant(computed.getBootstrapMethod());
                for (int i = 0; i < computed.getBootstrapMethodArgumentCount(); i++) {
                    addConstant(computed.getBootstrapMethodArgument(i));
                }
            }
            default -> {
                // A number.
            }
        }
    }

    private void addMember(String owner, String name, String descriptor) {
        file.addMember(new MemberRef(owner, name, descriptor));
        add(Type.getObjectType(owner));
    }

    private void add(Type type) {
        switch (type.getSort()) {
            case Type.ARRAY -> add(type.getElementType());
            case Type.OBJECT -> references.add(new Reference(type.getInternalName(), Set.copyOf(active)));
            case Type.METHOD -> {
                add(type.getReturnType());
                for (Type argument : type.getArgumentTypes()) {
                    add(argument);
                }
            }
            default -> {
                // A primitive type, or void.
            }
        }
    }
}
