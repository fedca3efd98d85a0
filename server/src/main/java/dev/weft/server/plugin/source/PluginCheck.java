package dev.weft.server.plugin.source;

import dev.weft.server.plugin.CopiedJar;
import dev.weft.server.plugin.HandlerDescriptor;
import dev.weft.server.plugin.PluginDescriptor;
import dev.weft.server.plugin.PluginRejectedException;
import dev.weft.server.plugin.inspect.PluginInspector;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Everything there is to say about a file before it is deployed. None of its code runs.
 *
 * @param jar the file
 * @param ids of the handlers that are sound
 * @param version {@code Implementation-Version} of the manifest, or empty
 * @param spiVersion {@code Weft-Spi-Version} of the manifest, or empty
 * @param javaRelease the Java its classes need, or 0 if it has none
 * @param problems why a server would refuse it, or one of its handlers; none if it is fine
 * @param warnings what else its author should know
 */
public record PluginCheck(
        Path jar,
        List<String> ids,
        String version,
        String spiVersion,
        int javaRelease,
        List<String> problems,
        List<String> warnings) {

    /** Copies the lists. */
    public PluginCheck {
        ids = List.copyOf(ids);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /** Checks one file, whatever its name. */
    public static PluginCheck of(Path file) {
        try (PluginFolder folder = PluginFolder.ofFiles(List.of(file))) {
            CopiedJar copied = folder.copyUntrusted(file);
            return of(PluginInspector.inspect(copied, folder.limits()), notAllowed(copied));
        } catch (PluginRejectedException e) {
            return new PluginCheck(file, List.of(), "", "", 0, List.of(e.reason()), List.of());
        }
    }

    private static Stream<String> notAllowed(CopiedJar jar) {
        try {
            AllowList.check(jar);
            return Stream.empty();
        } catch (PluginRejectedException e) {
            return Stream.of(e.reason());
        }
    }

    private static PluginCheck of(PluginInspector inspector, Stream<String> notAllowed) {
        PluginDescriptor descriptor = inspector.descriptor();
        return new PluginCheck(
                descriptor.jar().original(),
                descriptor.handlers().stream().map(HandlerDescriptor::id).toList(),
                descriptor.version(),
                inspector.spiVersion(),
                inspector.javaRelease(),
                Stream.of(notAllowed, inspector.problems().stream(), duplicates(descriptor.handlers()))
                        .flatMap(Function.identity())
                        .toList(),
                Stream.concat(descriptor.warnings().stream(), inspector.advice().stream())
                        .toList());
    }

    private static Stream<String> duplicates(List<HandlerDescriptor> handlers) {
        return handlers.stream()
                .flatMap(later -> handlers.stream()
                        .takeWhile(earlier -> !earlier.equals(later))
                        .filter(earlier -> earlier.id().equals(later.id()))
                        .limit(1)
                        .map(earlier -> later.className() + " has the id '" + later.id() + "' of " + earlier.className()
                                + ": give it another with @Handler"));
    }
}
