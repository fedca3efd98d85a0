package dev.weft.server.plugin.inspect;

import dev.weft.server.plugin.FaultText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Classes that a JAR refers to and that are nowhere: not in the JAR, not in the JDK, not in the SPI.
 *
 * <p><b>Decision.</b> A library refers to much that it can do without (Netty to five loggers), and mentions it in as many
 * ways. So a class is needed only if the handler's author refers to it: in code that can be reached from the handler by
 * references alone, that does not catch the absence, and if no class of its owner's is looked up by name. Or if
 * it is a supertype of a class that is referred to so: that cannot be loaded without. All else is optional.
 * <b>Rejected.</b> Every reference: no JAR with a large library in it would pass.
 */
final class MissingClasses {

    /** Why 20? More is not read, and a library has either a few or a hundred. */
    private static final int MAX_ADVICE = 20;

    private final JarClasses jar;
    private final Set<String> packagesLookedUp = new HashSet<>();
    private final Set<String> ownersLookedUp = new HashSet<>();
    private final Map<String, Boolean> known = new HashMap<>();

    /** All that are needed so far, each with the class that uses it. */
    private final Map<String, String> needed = new LinkedHashMap<>();

    MissingClasses(JarClasses jar) {
        this.jar = jar;
        for (ClassFile file : jar.all()) {
            for (String text : file.texts()) {
                String name = text.replace('.', '/');
                if (isMissing(name)) {
                    packagesLookedUp.add(packageOf(name));
                    ownersLookedUp.add(AuthorPackages.ownerOf(name));
                }
            }
        }
    }

    /** What a handler cannot run without, a line for each class; the handler's binary name. */
    List<String> neededBy(String handler) {
        String start = handler.replace('.', '/');
        AuthorPackages author = new AuthorPackages(start);
        Map<String, String> found = new LinkedHashMap<>();
        Set<String> reached = new HashSet<>(Set.of(start));
        Deque<String> left = new ArrayDeque<>(reached);
        while (!left.isEmpty()) {
            String user = left.remove();
            ClassFile file = jar.find(user).orElse(null);
            if (file == null) {
                continue;
            }
            // Of a library's class, only what it is loaded with.
            for (String name : author.contain(user) || user.equals(start) ? file.needed() : file.supertypes()) {
                if (isMissing(name) && !isLookedUp(name, author)) {
                    found.putIfAbsent(name, file.name());
                } else if (reached.add(name)) {
                    left.add(name);
                }
            }
        }
        needed.putAll(found);
        return found.entrySet().stream()
                .map(each -> line(each.getValue(), each.getKey()) + ": put that class, or its library, into the JAR")
                .toList();
    }

    /** What no handler that was asked for needs, a line for each package. */
    List<String> optional() {
        Map<String, Map<String, String>> byPackage = new TreeMap<>();
        for (ClassFile file : jar.all()) {
            file.classes()
                    .filter(name -> isMissing(name) && !needed.containsKey(name))
                    .forEach(name -> byPackage
                            .computeIfAbsent(packageOf(name), none -> new TreeMap<>())
                            .putIfAbsent(name, file.name()));
        }
        List<String> lines = new ArrayList<>();
        byPackage.values().stream().limit(MAX_ADVICE).forEach(classes -> lines.add(advice(classes)));
        if (byPackage.size() > MAX_ADVICE) {
            lines.add("the same holds for classes of " + (byPackage.size() - MAX_ADVICE) + " more packages");
        }
        return lines;
    }

    private static String advice(Map<String, String> classes) {
        Map.Entry<String, String> first = classes.entrySet().iterator().next();
        int more = classes.size() - 1;
        return line(first.getValue(), first.getKey())
                + (more == 0 ? "" : ", nor are " + more + " more of its package")
                + ": fine if the library works without it";
    }

    private static String line(String user, String name) {
        return user + " uses " + FaultText.oneLine(name.replace('/', '.'))
                + ", which is neither in the JAR nor in the JDK";
    }

    private boolean isMissing(String internalName) {
        return known.computeIfAbsent(
                internalName, name -> !name.startsWith(SpiSurface.PREFIX) && !jar.has(name) && !JdkClasses.has(name));
    }

    /**
     * Whether another class of its owner's is looked up by its name; among the author's own, which may hold libraries that
     * were moved there, one of its package or of one above.
     */
    private boolean isLookedUp(String internalName, AuthorPackages author) {
        if (!author.own(internalName)) {
            return ownersLookedUp.contains(AuthorPackages.ownerOf(internalName));
        }
        for (String at = packageOf(internalName); !at.isEmpty(); at = packageOf(at)) {
            if (packagesLookedUp.contains(at)) {
                return true;
            }
        }
        return false;
    }

    private static String packageOf(String internalName) {
        return internalName.substring(0, Math.max(0, internalName.lastIndexOf('/')));
    }
}
