package dev.weft.server.runtime;

import dev.weft.server.connection.ConnectionRegistry;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.spi.Config;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Operator;
import dev.weft.spi.Session;
import dev.weft.spi.Tasks;
import dev.weft.spi.Topics;
import java.util.Collection;

/**
 * The context that a handler is given at its start.
 *
 * @param generation the generation whose sessions it sees
 * @param config its own settings
 * @param operator the person at the terminal
 * @param tasks its work in the background
 * @param topics its topics
 * @param registry holds its sessions
 */
record ServerContext(
        Generation generation,
        Config config,
        Operator operator,
        Tasks tasks,
        Topics topics,
        ConnectionRegistry registry)
        implements HandlerContext {

    @Override
    public System.Logger logger() {
        return System.getLogger("weft.handler." + handlerId());
    }

    @Override
    public Collection<Session> sessions() {
        return registry.sessionsOf(generation);
    }

    @Override
    public String handlerId() {
        return generation.id();
    }
}
