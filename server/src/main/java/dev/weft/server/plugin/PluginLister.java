package dev.weft.server.plugin;

import dev.weft.spi.Handler;
import dev.weft.spi.MessageHandler;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Attributes;

/**
 * Checks a private copy and names the handlers in it, without running any of their code: classes are loaded and not
 * initialised. (Reading an annotation whose value is an enum constant of the plugin's own does initialise that enum.)
 */
final class PluginLister {

    private final CopiedJar jar;
    private final List<HandlerListing> handlers = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private PluginLister(CopiedJar jar) {
        this.jar = jar;
    }

    /** Lists a JAR with at least one sound handler. */
    static PluginListing list(CopiedJar jar, JarLimits limits) throws BadPlugin {
        return new PluginLister(jar).list(JarReader.read(jar.copy(), limits));
    }

    private PluginListing list(JarContents contents) throws BadPlugin {
        List<String> names = serviceNames(contents);
        checkSpiVersion(contents);
        checkLinks(contents.links());
        warnOfClassPath(contents);
        try (PluginLoader loader = PluginLoader.open(jar, "listing")) {
            Map<String, ServiceLoader.Provider<MessageHandler>> providers = loader.providers();
            for (String name : names) {
                addHandler(name, loader.classes(), providers.containsKey(name));
            }
        }
        if (handlers.isEmpty()) {
            throw new BadPlugin(String.join("; ", problems));
        }
        return new PluginListing(
                jar,
                contents.version(),
                handlers,
                problems,
                warnings,
                contents.links().reachesOperator());
    }

    private static List<String> serviceNames(JarContents contents) throws BadPlugin {
        List<String> names = contents.providers();
        if (names.isEmpty()) {
            List<String> candidates = contents.links().handlers();
            String line = candidates.isEmpty()
                    ? "add a line with the name of its handler class to "
                    : "add the line " + String.join(" or ", candidates) + " to ";
            // A provides clause of a module descriptor counts on a module path only.
            throw new BadPlugin("it declares no MessageHandler: " + line + JarReader.SERVICE_FILE);
        }
        return names;
    }

    private static void checkSpiVersion(JarContents contents) throws BadPlugin {
        String text = contents.attribute(SpiVersion.ATTRIBUTE);
        // Without the attribute, the link check alone decides.
        if (!text.isEmpty() && !SpiVersion.parse(text).worksWith(SpiVersion.CURRENT)) {
            throw new BadPlugin("it needs SPI " + text + ", this is " + SpiVersion.CURRENT);
        }
    }

    private void checkLinks(LinkCheck links) throws BadPlugin {
        List<String> found = links.problems();
        if (!found.isEmpty()) {
            String more = found.size() == 1 ? "" : " (and " + (found.size() - 1) + " more of this kind)";
            throw new BadPlugin(found.get(0) + more);
        }
        warnings.addAll(links.warnings());
    }

    private void warnOfClassPath(JarContents contents) {
        if (!contents.attribute(Attributes.Name.CLASS_PATH.toString()).isEmpty()) {
            warnings.add("its manifest has a Class-Path: a plugin carries its libraries inside its own JAR");
        }
    }

    private void addHandler(String name, ClassLoader classes, boolean isProvider) {
        try {
            Class<?> type = Class.forName(name, false, classes);
            checkType(type);
            if (!isProvider) {
                throw new BadPlugin(name + " has no public constructor without parameters");
            }
            handlers.add(listing(type));
        } catch (ClassNotFoundException e) {
            problems.add(JarReader.SERVICE_FILE + " names " + name + ", which is not in the JAR");
        } catch (LinkageError | RuntimeException e) {
            problems.add(name + " cannot be loaded: " + FaultText.of(e));
        } catch (BadPlugin e) {
            problems.add(e.reason());
        }
    }

    private static void checkType(Class<?> type) throws BadPlugin {
        String name = type.getName();
        if (!MessageHandler.class.isAssignableFrom(type)) {
            throw new BadPlugin(name + " does not implement " + MessageHandler.class.getName());
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            throw new BadPlugin(name + " is abstract");
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            throw new BadPlugin(name + " is not public");
        }
    }

    private static HandlerListing listing(Class<?> type) throws BadPlugin {
        String id = HandlerId.of(type);
        Handler annotation = type.getAnnotation(Handler.class);
        if (annotation == null) {
            return new HandlerListing(type.getName(), id, "", List.of());
        }
        List<String> subprotocols = List.of(annotation.subprotocols());
        for (String subprotocol : subprotocols) {
            checkToken(type, subprotocol);
        }
        return new HandlerListing(type.getName(), id, FaultText.oneLine(annotation.description()), subprotocols);
    }

    private static void checkToken(Class<?> type, String subprotocol) throws BadPlugin {
        // RFC 6455 4.1: the elements of Sec-WebSocket-Protocol "MUST be non-empty strings with characters in the range
        // U+0021 to U+007E not including separator characters as defined in [RFC2616]".
        boolean isToken = !subprotocol.isEmpty()
                && subprotocol.chars().allMatch(c -> c > 0x20 && c < 0x7F && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0);
        if (!isToken) {
            throw new BadPlugin(type.getName() + ": the subprotocol '" + FaultText.oneLine(subprotocol)
                    + "' is not a token of RFC 6455");
        }
    }
}
