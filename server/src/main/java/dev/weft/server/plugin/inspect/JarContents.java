package dev.weft.server.plugin.inspect;

import dev.weft.server.plugin.FaultText;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * What one read of a JAR found.
 *
 * @param manifest an empty one if there is none
 * @param services its service file
 * @param provided classes that a module descriptor provides as handlers, which counts on a module path only
 * @param links what its class files refer to in the SPI
 * @param classes what they are, and refer to elsewhere
 * @param damages one line for each entry that cannot be trusted
 */
record JarContents(
        Manifest manifest,
        ServiceFile services,
        List<String> provided,
        LinkCheck links,
        JarClasses classes,
        List<String> damages) {

    JarContents {
        provided = List.copyOf(provided);
        damages = List.copyOf(damages);
    }

    /** The value of a main attribute, or empty. */
    String attribute(String name) {
        String value = manifest.getMainAttributes().getValue(name);
        return value == null ? "" : FaultText.oneLine(value.strip());
    }

    String version() {
        return attribute(Attributes.Name.IMPLEMENTATION_VERSION.toString());
    }
}
