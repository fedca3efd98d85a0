package dev.weft.testkit;

import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.plugin.deploy.InProcessHandler;
import dev.weft.spi.MessageHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A JAR that a server would load.
 *
 * @param file the JAR
 * @param ids of its handlers
 */
record HandlerJar(Path file, List<String> ids) implements Origin {

    HandlerJar {
        ids = List.copyOf(ids);
    }

    /**
     * Checks a JAR.
     *
     * @throws AssertionError if the server would not load it
     */
    static HandlerJar of(Path file) {
        return new HandlerJar(file, PluginAssertions.check(file).ids());
    }

    @Override
    public String id() {
        return ids.getFirst();
    }

    @Override
    public Generation deploy(InProcessHandler place, UnaryOperator<MessageHandler> watch) {
        if (!ids.contains(place.id())) {
            throw new IllegalArgumentException(
                    file + " has no handler " + place.id() + ", but " + String.join(" and ", ids));
        }
        return place.deploy(file, watch);
    }
}
