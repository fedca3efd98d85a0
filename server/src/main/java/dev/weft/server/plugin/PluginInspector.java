package dev.weft.server.plugin;

import dev.weft.server.plugin.ServiceFile.Line;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;

/**
 * Checks a private copy and names the handlers in it, without running any of their code: classes are loaded and not
 * initialised. (Reading an annotation whose value is an enum constant of the plugin's own does initialise that enum.)
 * One pass finds everything: an author who mends a JAR need not ask once for each of its mistakes.
 */
final class PluginInspector {

    private final CopiedJar jar;
    private final JarContents contents;
    private final MissingClasses missing;
    private final List<HandlerDescriptor> handlers = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> advice = new ArrayList<>();

    private PluginInspector(CopiedJar jar, JarContents contents) {
        this.jar = jar;
        this.contents = contents;
        this.missing = new MissingClasses(contents.classes());
    }

    /**
     * Lists a JAR with at least one sound handler.
     *
     * @throws PluginRejectedException if it is none, with the first reason and the number of others
     */
    static PluginDescriptor list(CopiedJar jar, JarLimits limits) throws PluginRejectedException {
        return inspect(jar, limits).accepted();
    }

    /**
     * Finds everything that can be said about a JAR.
     *
     * @throws PluginRejectedException if nothing can, because it is no JAR, or more than the limits permit
     */
    static Inspection inspect(CopiedJar jar, JarLimits limits) throws PluginRejectedException {
        return new PluginInspector(jar, JarReader.read(jar.copy(), limits)).inspect();
    }

    private Inspection inspect() throws PluginRejectedException {
        faults.addAll(contents.damages());
        faults.addAll(contents.services().problems());
        checkSpiVersion();
        faults.addAll(contents.links().problems());
        warnings.addAll(contents.links().warnings());
        advice.addAll(contents.links().advice());
        warnOfClassPath();
        checkServices();
        // The class of a damaged entry may be anything.
        if (contents.damages().isEmpty()) {
            checkHandlers();
            advice.addAll(missing.optional());
        }
        PluginDescriptor descriptor = new PluginDescriptor(
                jar,
                contents.version(),
                handlers,
                problems,
                warnings,
                contents.links().reachesOperator());
        return new Inspection(descriptor, contents, faults, advice);
    }

    private void checkServices() {
        ServiceFile services = contents.services();
        if (services.lines().isEmpty() && services.problems().isEmpty()) {
            List<String> candidates = contents.links().handlers();
            String line = candidates.isEmpty()
                    ? "add a line with the name of its handler class to "
                    : "add the line " + String.join(" or ", candidates) + " to ";
            String isModule = contents.provided().isEmpty() ? "" : "; what its module-info provides is not looked at";
            faults.add("it declares no MessageHandler: " + line + ServiceFile.NAME + isModule);
            return;
        }
        Set<String> named = new HashSet<>();
        services.lines().forEach(line -> named.add(line.className()));
        for (String provided : contents.provided()) {
            if (named.add(provided)) {
                advice.add("its module-info provides " + provided + ", which is not looked at: add that line to "
                        + ServiceFile.NAME);
            }
        }
    }

    private void checkSpiVersion() {
        String text = contents.attribute(SpiVersion.ATTRIBUTE);
        if (text.isEmpty()) {
            // Without the attribute, the link check alone decides.
            advice.add("META-INF/MANIFEST.MF has no " + SpiVersion.ATTRIBUTE + ": add the line " + SpiVersion.ATTRIBUTE
                    + ": " + SpiVersion.CURRENT);
            return;
        }
        try {
            if (!SpiVersion.parse(text).worksWith(SpiVersion.CURRENT)) {
                faults.add("it needs SPI " + text + ", this is " + SpiVersion.CURRENT + ": build it against "
                        + SpiVersion.CURRENT + ", with " + SpiVersion.ATTRIBUTE + ": " + SpiVersion.CURRENT
                        + " in META-INF/MANIFEST.MF");
            }
        } catch (PluginRejectedException e) {
            faults.add(e.reason());
        }
    }

    private void warnOfClassPath() {
        if (!contents.attribute(Attributes.Name.CLASS_PATH.toString()).isEmpty()) {
            warnings.add("its manifest has a Class-Path: a plugin carries its libraries inside its own JAR");
        }
    }

    private void checkHandlers() throws PluginRejectedException {
        try (PluginLoader loader = PluginLoader.open(jar, "listing")) {
            for (Line line : contents.services().lines()) {
                checkHandler(line, loader.classes());
            }
        }
    }

    private void checkHandler(Line line, ClassLoader classes) {
        String name = line.className();
        List<String> absent = missing.neededBy(name);
        problems.addAll(absent);
        try {
            HandlerCheck check = HandlerCheck.of(Class.forName(name, false, classes));
            problems.addAll(check.problems());
            if (check.problems().isEmpty() && absent.isEmpty()) {
                handlers.add(check.descriptor());
            }
        } catch (ClassNotFoundException e) {
            problems.add(line.place() + " names " + name + ", which is not in the JAR" + insteadOf(name));
        } catch (LinkageError | RuntimeException e) {
            // What was told above comes back here: a class for a newer Java, one of another SPI, one that is missing.
            if (contents.links().problems().isEmpty() && absent.isEmpty()) {
                problems.add(name + " cannot be loaded: " + FaultText.of(e) + remedy(e));
            }
        }
    }

    private String insteadOf(String missing) {
        List<String> candidates = contents.links().handlers().stream()
                .filter(candidate -> contents.services().lines().stream()
                        .noneMatch(line -> line.className().equals(candidate)))
                .toList();
        // A class that is there under a longer or shorter name is the one that was meant; else any of them.
        List<String> alike = candidates.stream()
                .filter(candidate -> simpleName(candidate).equals(simpleName(missing)))
                .toList();
        List<String> shown = alike.isEmpty() ? candidates : alike;
        return shown.isEmpty() ? "" : ": write " + String.join(" or ", shown);
    }

    private static String remedy(Throwable thrown) {
        if (!(thrown instanceof NoClassDefFoundError missing)) {
            return "";
        }
        return String.valueOf(missing.getMessage()).contains("wrong name")
                ? ": a class lies in the folder of its package"
                : ": put that class, or its library, into the JAR";
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
