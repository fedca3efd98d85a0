package dev.weft.server.plugin.inspect;

import dev.weft.server.plugin.CopiedJar;
import dev.weft.server.plugin.FaultText;
import dev.weft.server.plugin.HandlerDescriptor;
import dev.weft.server.plugin.PluginDescriptor;
import dev.weft.server.plugin.PluginRejectedException;
import dev.weft.server.plugin.SpiVersion;
import dev.weft.server.plugin.inspect.ServiceFile.Line;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.stream.Stream;

/**
 * Checks a private copy and names the handlers in it, without running any of their code: classes are loaded and not
 * initialised. (Reading an annotation whose value is an enum constant of the plugin's own does initialise that enum.)
 * One pass finds everything: an author who mends a JAR need not ask once for each of its mistakes.
 */
public final class PluginInspector {

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
    public static PluginDescriptor list(CopiedJar jar, JarLimits limits) throws PluginRejectedException {
        return inspect(jar, limits).accepted();
    }

    /**
     * Finds everything that can be said about a JAR.
     *
     * @throws PluginRejectedException if nothing can, because it is no JAR, or more than the limits permit
     */
    public static PluginInspector inspect(CopiedJar jar, JarLimits limits) throws PluginRejectedException {
        PluginInspector inspector = new PluginInspector(jar, JarReader.read(jar.copy(), limits));
        inspector.inspect();
        return inspector;
    }

    private void inspect() throws PluginRejectedException {
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
    }

    /** The plugin, whether it can run or not: its handlers, and the lines of its service file that name none. */
    public PluginDescriptor descriptor() {
        return new PluginDescriptor(
                jar,
                contents.version(),
                handlers,
                problems,
                warnings,
                contents.links().reachesOperator());
    }

    /** Every reason why it cannot run, or why a line of its service file names no handler; those of the whole JAR first. */
    public List<String> problems() {
        return Stream.concat(faults.stream(), problems.stream()).toList();
    }

    /** What its author should know, and an operator need not. */
    public List<String> advice() {
        return List.copyOf(advice);
    }

    /** {@code Weft-Spi-Version} of the manifest, or empty. */
    public String spiVersion() {
        return contents.attribute(SpiVersion.ATTRIBUTE);
    }

    /** The Java its classes need, or 0 if it has none. */
    public int javaRelease() {
        return contents.links().javaRelease();
    }

    private PluginDescriptor accepted() throws PluginRejectedException {
        if (faults.isEmpty() && !handlers.isEmpty()) {
            return descriptor();
        }
        List<String> all = problems();
        String more = all.size() == 1 ? "" : " (and " + (all.size() - 1) + " more, see weft plugins check)";
        throw new PluginRejectedException(all.getFirst() + more);
    }

    private void checkServices() {
        ServiceFile services = contents.services();
        if (services.lines().isEmpty() && services.problems().isEmpty()) {
            List<String> candidates = contents.links().handlers();
            String line = candidates.isEmpty()
                    ? "add a line with the name of its handler class to "
                    : "add the line " + String.join(" or ", candidates) + " to ";
            String isModule = contents.provided().isEmpty() ? "" : "; what its module-info provides is ignored";
            faults.add("it declares no MessageHandler: " + line + ServiceFile.NAME + isModule);
            return;
        }
        Set<String> named = new HashSet<>();
        services.lines().forEach(line -> named.add(line.className()));
        for (String provided : contents.provided()) {
            if (named.add(provided)) {
                advice.add("its module-info provides " + provided + ", which is ignored: add that line to "
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
            advice.addAll(check.advice());
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
