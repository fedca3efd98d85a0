package dev.weft.server.plugin;

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
record Inspection(PluginDescriptor descriptor, JarContents contents, List<String> faults, List<String> advice) {

    Inspection {
        faults = List.copyOf(faults);
        advice = List.copyOf(advice);
    }

    /** Every reason, those of the whole JAR first. */
    List<String> problems() {
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
}
