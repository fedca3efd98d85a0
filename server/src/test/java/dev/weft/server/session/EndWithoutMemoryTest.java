package dev.weft.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What ends a connection runs even if no memory is left, so nothing on its way allocates: no object, no iterator, and no
 * lambda, switch over patterns or concatenation of strings, which are linked when they first run.
 */
class EndWithoutMemoryTest {

    private static final String OURS = "dev/weft/";

    /** What ends a session and gives back what its connection holds. */
    private static final List<String> ROOTS = List.of(
            "dev/weft/server/session/SessionLoop.end",
            "dev/weft/server/session/HandlerInvoker.closed",
            "dev/weft/server/session/ServerSession.abortQuietly",
            "dev/weft/server/outbound/Outbox.lost",
            "dev/weft/server/topic/TopicHub.end",
            "dev/weft/server/topic/LocalTopic.giveUpAllBefore",
            "dev/weft/server/net/ConnectionGate.leave",
            "dev/weft/server/connection/Connection.release");

    /** Where the way ends: whatever that throws is caught, and the next step is taken. */
    private static final Set<String> MAY_FAIL = Set.of(
            "dev/weft/server/session/HandlerInvoker.statusFor",
            "dev/weft/server/session/ServerSession.giveUp",
            "dev/weft/server/session/ServerSession.logDropped",
            "dev/weft/server/session/SessionLog.ended",
            "dev/weft/server/outbound/SocketWriter.log",
            "dev/weft/server/topic/Subscribers.moveTo");

    private record Method(String owner, String name, String descriptor) {

        @Override
        public String toString() {
            return owner + "." + name;
        }
    }

    private final Map<Method, List<Method>> calls = new HashMap<>();
    private final Set<Method> allocating = new HashSet<>();
    private final Map<String, Set<String>> subtypes = new HashMap<>();
    private final Map<String, String> superclasses = new HashMap<>();

    @Test
    void nothingAllocatesOnTheWayToTheEnd() throws Exception {
        read(Path.of(SessionLoop.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()));

        Set<String> found = new TreeSet<>();
        reached().stream().filter(allocating::contains).map(Method::toString).forEach(found::add);

        assertEquals(Set.of(), found);
    }

    private Set<Method> reached() {
        Deque<Method> next = new ArrayDeque<>(calls.keySet().stream()
                .filter(method -> ROOTS.contains(method.toString()))
                .toList());
        assertEquals(ROOTS.size(), next.size());
        Set<Method> reached = new HashSet<>(next);
        while (!next.isEmpty()) {
            for (Method callee : calls.getOrDefault(next.removeFirst(), List.of())) {
                for (Method target : targets(callee)) {
                    if (!MAY_FAIL.contains(target.toString()) && reached.add(target)) {
                        next.addLast(target);
                    }
                }
            }
        }
        assertTrue(reached.size() > 50, reached::toString);
        return reached;
    }

    /** The methods that such a call may reach: the one it names, where that is inherited from, and what overrides it. */
    private List<Method> targets(Method named) {
        List<Method> targets = new ArrayList<>();
        Deque<String> types = new ArrayDeque<>(List.of(named.owner()));
        while (!types.isEmpty()) {
            String type = types.removeFirst();
            targets.add(new Method(type, named.name(), named.descriptor()));
            types.addAll(subtypes.getOrDefault(type, Set.of()));
        }
        for (String type = superclasses.get(named.owner()); type != null; type = superclasses.get(type)) {
            targets.add(new Method(type, named.name(), named.descriptor()));
        }
        return targets;
    }

    private void read(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(file -> file.toString().endsWith(".class")).forEach(this::readClass);
        }
    }

    private void readClass(Path file) {
        try {
            ClassReader type = new ClassReader(Files.readAllBytes(file));
            superclasses.put(type.getClassName(), type.getSuperName());
            for (String each : type.getInterfaces()) {
                addSubtype(each, type.getClassName());
            }
            addSubtype(type.getSuperName(), type.getClassName());
            type.accept(new Reader(type.getClassName()), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addSubtype(String of, String subtype) {
        subtypes.computeIfAbsent(of, absent -> new HashSet<>()).add(subtype);
    }

    private final class Reader extends ClassVisitor {

        private final String owner;

        Reader(String owner) {
            super(Opcodes.ASM9);
            this.owner = owner;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            Method method = new Method(owner, name, descriptor);
            List<Method> callees = new ArrayList<>();
            calls.put(method, callees);
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitMethodInsn(
                        int opcode, String callee, String called, String calledDescriptor, boolean isInterface) {
                    if (callee.startsWith(OURS)) {
                        callees.add(new Method(callee, called, calledDescriptor));
                    } else if (called.equals("iterator")) {
                        allocating.add(method);
                    }
                }

                @Override
                public void visitTypeInsn(int opcode, String type) {
                    if (opcode == Opcodes.NEW || opcode == Opcodes.ANEWARRAY) {
                        allocating.add(method);
                    }
                }

                @Override
                public void visitInvokeDynamicInsn(
                        String called, String calledDescriptor, Handle bootstrap, Object... arguments) {
                    allocating.add(method);
                }
            };
        }
    }
}
