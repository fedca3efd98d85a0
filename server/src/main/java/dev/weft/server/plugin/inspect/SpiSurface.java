package dev.weft.server.plugin.inspect;

import dev.weft.server.plugin.inspect.ClassFile.MemberRef;
import dev.weft.spi.MessageHandler;
import java.lang.invoke.MethodType;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a plugin can link to in the SPI, by reflection on the SPI that this server brings. */
final class SpiSurface {

    /** Internal form of the SPI's package, with the slash at its end. */
    static final String PREFIX = SpiLoader.PREFIX.replace('.', '/');

    private SpiSurface() {}

    /** Whether a plugin may name the class. */
    static boolean has(String internalName) {
        return find(internalName).filter(SpiSurface::isOpen).isPresent();
    }

    /** Whether a plugin may use the field or method; resolved as JVMS 5.4.3 says, through all supertypes. */
    static boolean has(MemberRef ref) {
        return find(ref.owner()).stream()
                .flatMap(owner -> withSupertypes(owner).stream())
                .flatMap(type -> ref.descriptor().startsWith("(") ? executables(type) : fields(type))
                .anyMatch(ref.name().concat(ref.descriptor())::equals);
    }

    private static Optional<Class<?>> find(String internalName) {
        try {
            ClassLoader loader = MessageHandler.class.getClassLoader();
            return Optional.of(Class.forName(internalName.replace('/', '.'), false, loader));
        } catch (ClassNotFoundException | LinkageError absent) {
            return Optional.empty();
        }
    }

    private static boolean isOpen(Class<?> type) {
        return Modifier.isPublic(type.getModifiers());
    }

    private static boolean isOpen(Member member) {
        return Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers());
    }

    private static Stream<String> executables(Class<?> type) {
        Stream<String> methods = Arrays.stream(type.getDeclaredMethods())
                .filter(SpiSurface::isOpen)
                .map(m -> m.getName()
                        + MethodType.methodType(m.getReturnType(), m.getParameterTypes())
                                .descriptorString());
        Stream<String> constructors = Arrays.stream(type.getDeclaredConstructors())
                .filter(SpiSurface::isOpen)
                .map(c -> "<init>"
                        + MethodType.methodType(void.class, c.getParameterTypes())
                                .descriptorString());
        return Stream.concat(methods, constructors);
    }

    private static Stream<String> fields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(SpiSurface::isOpen)
                .map(f -> f.getName() + f.getType().descriptorString());
    }

    private static List<Class<?>> withSupertypes(Class<?> type) {
        List<Class<?>> types = new ArrayList<>();
        for (Class<?> t = type; t != null; t = t.getSuperclass()) {
            types.add(t);
            for (Class<?> parent : t.getInterfaces()) {
                types.addAll(withSupertypes(parent));
            }
        }
        // JVMS 5.4.3.4: a method of an interface may be one of Object's.
        Collections.addAll(types, Object.class);
        return types;
    }
}
