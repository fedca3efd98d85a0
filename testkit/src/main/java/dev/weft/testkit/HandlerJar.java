package dev.weft.testkit;

import dev.weft.server.plugin.deploy.BackgroundTasks;
import dev.weft.server.plugin.deploy.HandlerContextFactory;
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
    public InProcessHandler start(
            String id,
            UnaryOperator<MessageHandler> watch,
            HandlerContextFactory contexts,
            BackgroundTasks.Pause pause) {
        if (!ids.contains(id)) {
            throw new IllegalArgumentException(file + " has no handler " + id + ", but " + String.join(" and ", ids));
        }
        return InProcessHandler.load(file, id, watch, contexts, pause);
    }
}
