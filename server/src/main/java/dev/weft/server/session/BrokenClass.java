package dev.weft.server.session;

import dev.weft.server.log.SafeText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A class that a full heap has broken. A class whose static initialiser fails once, for whatever reason, stays unusable
 * as long as its loader lives, so that every later use is a {@link LinkageError}. That says nothing about the plugin's
 * JAR if the class is not in it, or if memory or stack was short.
 *
 * <p>The JVM says all this only in text: it keeps the first error as the message of an {@link
 * ExceptionInInitializerError}.
 */
final class BrokenClass {

    private static final Pattern BROKEN =
            Pattern.compile("java\\.lang\\.NoClassDefFoundError: Could not initialize class (\\S+)");

    private static final Pattern FIRST_ERROR =
            Pattern.compile("java\\.lang\\.ExceptionInInitializerError: Exception (.*)", Pattern.DOTALL);

    /** The subclasses of {@link VirtualMachineError}. */
    private static final Pattern EXHAUSTED =
            Pattern.compile("java\\.lang\\.(OutOfMemory|StackOverflow|Internal|Unknown)Error\\b.*", Pattern.DOTALL);

    /** Why 20? A chain of causes may be a circle. */
    private static final int MOST_CAUSES = 20;

    private final ClassLoader plugin;

    /** The innermost of them, which broke the others. */
    private @Nullable String name;

    private @Nullable String firstError;
    private boolean ofThePlugin = true;
    private boolean exhausted;

    private BrokenClass(ClassLoader plugin) {
        this.plugin = plugin;
    }

    /** What is broken and what mends it, in one sentence; null if the JAR of this loader is at fault. */
    static @Nullable String explain(LinkageError error, ClassLoader plugin) {
        BrokenClass broken = new BrokenClass(plugin);
        Throwable each = error;
        for (int i = 0; each != null && i < MOST_CAUSES; i++) {
            Throwable cause = SafeText.causeOf(each);
            broken.look(each, cause == null);
            each = cause;
        }
        return broken.exhausted || !broken.ofThePlugin ? broken.sentence() : null;
    }

    private void look(Throwable error, boolean last) {
        String text = SafeText.of(error);
        if (error instanceof VirtualMachineError) {
            exhausted = true;
            firstError = text;
        }
        Matcher first = FIRST_ERROR.matcher(text);
        if (first.matches()) {
            firstError = first.group(1);
            exhausted |= EXHAUSTED.matcher(first.group(1)).matches();
        }
        Matcher broken = BROKEN.matcher(text);
        if (broken.find()) {
            name = broken.group(1);
            ofThePlugin &= isOfThePlugin(broken.group(1));
            // The JVM omits the cause only if there was no memory to keep it.
            exhausted |= last && broken.start() == 0;
        }
    }

    private boolean isOfThePlugin(String className) {
        // By package: a hidden class cannot be found by its name. By the whole package: com.sun.jna is not the JDK's.
        String inPackage = className.substring(0, Math.max(0, className.lastIndexOf('.')));
        if (ModuleLayer.boot().modules().stream()
                .anyMatch(module -> module.getPackages().contains(inPackage))) {
            return false;
        }
        return plugin.equals(definer(className, plugin))
                || definer(className, BrokenClass.class.getClassLoader()) == null;
    }

    private static @Nullable ClassLoader definer(String className, ClassLoader loader) {
        try {
            return Class.forName(className, false, loader).getClassLoader();
        } catch (ClassNotFoundException | LinkageError notByThisName) {
            return null;
        }
    }

    private String sentence() {
        String what = name == null ? "a class" : "class " + name;
        String why = firstError == null ? "memory was too short to record why" : firstError;
        return what + (ofThePlugin ? " of the plugin" : " of the JVM or the server") + " stays broken until "
                + (ofThePlugin ? "the plugin is replaced or " : "")
                + "the server is restarted, as it failed to initialize: "
                + why;
    }
}
