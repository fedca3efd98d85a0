package dev.weft.server.plugin.inspect;

import dev.weft.server.plugin.PluginDescriptor;
import dev.weft.server.plugin.PluginRejectedException;
import dev.weft.server.plugin.SpiVersion;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that one pass over a JAR found.
 *
 * @param descriptor its handlers, and the lines of its service file that name none
 * @param contents what was read
 * @param faults why the JAR as a whole is no plugin
 * @param advice what its author should know, and an operator need not
 */
public record Inspection(PluginDescriptor descriptor, JarContents contents, List<String> faults, List<String> advice) {

    /** Copies the lists. */
    public Inspection {
        faults = List.copyOf(faults);
        advice = List.copyOf(advice);
    }

    /** Every reason, those of the whole JAR first. */
    public List<String> problems() {
        return Stream.concat(faults.stream(), descriptor.problems().stream()).toList();
    }

    /** The descriptor of a plugin that can run. */
    PluginDescriptor accepted() throws PluginRejectedException {
        if (faults.isEmpty() && !descriptor.handlers().isEmpty()) {
            return descriptor;
        }
        List<String> all = problems();
        String more = all.size() == 1 ? "" : " (and " + (all.size() - 1) + " more, see weft plugins check)";
        throw new PluginRejectedException(all.getFirst() + more);
    }

    /** {@code Weft-Spi-Version} of the manifest, or empty. */
    public String spiVersion() {
        return contents.attribute(SpiVersion.ATTRIBUTE);
    }

    /** The Java its classes need, or 0 if it has none. */
    public int javaRelease() {
        return contents.links().javaRelease();
    }
}
