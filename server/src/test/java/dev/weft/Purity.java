package dev.weft;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import java.util.Map;
import java.util.Set;

/**
 * What the engine may touch. A list of what is allowed, not of what is forbidden: a way out that nobody thought of stays shut.
 */
final class Purity {

    /** Of these packages everything but {@link #SHUT}; packages below them are others. */
    private static final Set<String> OPEN = Set.of(
            "java.lang",
            "java.lang.annotation",
            "java.lang.invoke",
            "java.lang.runtime",
            "java.math",
            "java.nio",
            "java.nio.charset",
            "java.util",
            "java.util.function",
            "java.util.regex",
            "java.util.stream",
            "org.jspecify.annotations");

    /** Threads, processes, clocks, chance, plugins and files inside the open packages. */
    private static final Set<String> SHUT = Set.of(
            "java.lang.ClassLoader",
            "java.lang.InheritableThreadLocal",
            "java.lang.Module",
            "java.lang.ModuleLayer",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.lang.Runtime",
            "java.lang.StackWalker",
            "java.lang.System$Logger",
            "java.lang.Thread",
            "java.lang.Thread$Builder",
            "java.lang.ThreadGroup",
            "java.lang.ThreadLocal",
            "java.util.Calendar",
            "java.util.Date",
            "java.util.Formatter",
            "java.util.GregorianCalendar",
            "java.util.Random",
            "java.util.Scanner",
            "java.util.ServiceLoader",
            "java.util.SplittableRandom",
            "java.util.TimeZone",
            "java.util.Timer",
            "java.util.TimerTask",
            "java.util.UUID");

    /** Streams as abstract types, and their exceptions. */
    private static final Set<String> STREAMS = Set.of(
            "java.io.ByteArrayInputStream",
            "java.io.ByteArrayOutputStream",
            "java.io.Closeable",
            "java.io.EOFException",
            "java.io.Flushable",
            "java.io.IOException",
            "java.io.InputStream",
            "java.io.OutputStream",
            "java.io.Serializable",
            "java.io.UncheckedIOException");

    /** What one class, or all classes of one package, may touch besides. */
    private static final Map<String, Set<String>> EXCEPTIONS = Map.of(
            "dev.weft.engine.deflate", Set.of("java.util.zip"),
            "dev.weft.engine.handshake.AcceptKey",
                    Set.of("java.security.MessageDigest", "java.security.NoSuchAlgorithmException"),
            "dev.weft.engine.handshake.OriginPolicy", Set.of("java.net.URI", "java.net.URISyntaxException"));

    private Purity() {}

    static ArchCondition<JavaClass> touchOnlyWhatIsPure() {
        return new ArchCondition<>("touch only what is pure") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> !mayTouch(type, dependency.getTargetClass()))
                        .forEach(dependency -> events.add(violated(dependency, dependency.getDescription())));
                type.getAccessesFromSelf().stream()
                        .filter(Purity::leavesTheEngine)
                        .forEach(access -> events.add(violated(access, access.getDescription())));
                type.getFields().stream()
                        .filter(Purity::isMutableState)
                        .forEach(
                                field -> events.add(violated(field, field.getFullName() + " is static and not final")));
            }
        };
    }

    private static boolean mayTouch(JavaClass type, JavaClass touched) {
        JavaClass target = touched.getBaseComponentType();
        String name = target.getFullName();
        Set<String> ofThePackage = EXCEPTIONS.getOrDefault(type.getPackageName(), Set.of());
        Set<String> ofTheClass = EXCEPTIONS.getOrDefault(type.getFullName(), Set.of());
        return target.isPrimitive()
                || name.startsWith("dev.weft.")
                || STREAMS.contains(name)
                || (OPEN.contains(target.getPackageName()) && !SHUT.contains(name))
                || ofThePackage.contains(target.getPackageName())
                || ofTheClass.contains(name);
    }

    /** Single methods of open classes that ask a clock, the environment, chance or other threads. */
    private static boolean leavesTheEngine(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getFullName();
        String member = access.getName();
        return switch (owner) {
            case "java.lang.System" -> !member.equals("arraycopy");
            case "java.lang.Math", "java.lang.StrictMath" -> member.equals("random");
            case "java.util.Collections" -> member.equals("shuffle");
            default ->
                Set.of("wait", "notify", "notifyAll").contains(member)
                        || (owner.startsWith("java.util.") && member.startsWith("parallel"));
        };
    }

    private static boolean isMutableState(JavaField field) {
        return field.getModifiers().contains(JavaModifier.STATIC)
                && !field.getModifiers().contains(JavaModifier.FINAL);
    }
}
