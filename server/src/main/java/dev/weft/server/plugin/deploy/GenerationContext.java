package dev.weft.server.plugin.deploy;

import dev.weft.spi.Config;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Operator;
import dev.weft.spi.Session;
import dev.weft.spi.Tasks;
import dev.weft.spi.Topics;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A context that ends with its generation: a plugin that goes on using it afterwards, from a thread of its own, is told
 * so at once, and by name.
 */
final class GenerationContext implements HandlerContext {

    private final String owner;
    private final String handlerId;
    private final Config config;
    private final System.Logger logger;

    /** What the server offers; null once the generation has ended. */
    private volatile @Nullable HandlerContext server;

    GenerationContext(String owner, HandlerContext server) {
        this.owner = owner;
        this.handlerId = server.handlerId();
        this.config = server.config();
        this.logger = server.logger();
        this.server = server;
    }

    /** From now on the context is of no use. */
    void end() {
        server = null;
    }

    @Override
    public String handlerId() {
        return handlerId;
    }

    @Override
    public Config config() {
        return config;
    }

    @Override
    public System.Logger logger() {
        return logger;
    }

    @Override
    public Operator operator() {
        return server().operator();
    }

    @Override
    public Tasks tasks() {
        return server().tasks();
    }

    @Override
    public Topics topics() {
        ensureUsable();
        return new GenerationTopics(this);
    }

    Topics serverTopics() {
        return server().topics();
    }

    /** Throws once the generation has ended. */
    void ensureUsable() {
        server();
    }

    @Override
    public Collection<Session> sessions() {
        return server().sessions();
    }

    private HandlerContext server() {
        HandlerContext current = server;
        if (current == null) {
            throw new IllegalStateException(owner + " has ended, and its context with it");
        }
        return current;
    }
}
