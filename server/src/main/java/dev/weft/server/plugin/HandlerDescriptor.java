package dev.weft.server.plugin;

import java.util.List;

/**
 * What is known of a handler before it runs: text only, so that no class of the plugin's is kept.
 *
 * @param className binary name of the provider
 * @param id the id it is chosen by
 * @param description its one line about itself, or empty
 * @param subprotocols best first
 * @param examples texts it understands
 */
record HandlerDescriptor(
        String className, String id, String description, List<String> subprotocols, List<String> examples) {

    HandlerDescriptor {
        subprotocols = List.copyOf(subprotocols);
        examples = List.copyOf(examples);
    }

    /** A handler that names no examples. */
    HandlerDescriptor(String className, String id, String description, List<String> subprotocols) {
        this(className, id, description, subprotocols, List.of());
    }
}
