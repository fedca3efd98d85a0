package dev.weft.server.plugin;

import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * What one read of a JAR found.
 *
 * @param manifest an empty one if there is none
 * @param providers class names in the service file; none if there is no such file
 * @param links what its class files refer to
 */
record JarContents(Manifest manifest, List<String> providers, LinkCheck links) {

    JarContents {
        providers = List.copyOf(providers);
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
