package dev.weft.server.runtime;

import dev.weft.server.config.ConfigException;
import dev.weft.server.config.HandlerSettings;
import dev.weft.server.config.ServerConfig;
import dev.weft.server.connection.ConnectionRegistry;
import dev.weft.server.plugin.deploy.AskedSettings;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.plugin.deploy.HandlerContextFactory;
import dev.weft.server.topic.TopicHub;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Operator;
import dev.weft.spi.Tasks;
import java.util.function.Function;

/** Makes the context with which each generation of a handler is started. Thread-safe. */
final class ServerContextFactory implements HandlerContextFactory {

    private final ServerConfig config;
    private final HandlerSettings settings;
    private final Function<String, Operator> operators;
    private final TopicHub topics;
    private final ConnectionRegistry connections;

    ServerContextFactory(
            ServerConfig config,
            Function<String, Operator> operators,
            TopicHub topics,
            ConnectionRegistry connections) {
        this.config = config;
        this.settings = new HandlerSettings(config);
        this.operators = operators;
        this.topics = topics;
        this.connections = connections;
    }

    @Override
    public HandlerContext context(Generation generation, Tasks tasks) throws BadSettings {
        String id = generation.id();
        // With every origin allowed, any page the operator's own browser visits could write to this terminal.
        if (config.allowsEveryOrigin() && generation.reachesOperator()) {
            throw new BadSettings("it reaches the terminal, and --origin=* would let any web page use that");
        }
        try {
            return new ServerContext(
                    generation,
                    new AskedSettings(settings.read(id)),
                    operators.apply(id),
                    tasks,
                    topics.topicsOf(id),
                    connections);
        } catch (ConfigException bad) {
            throw new BadSettings(String.valueOf(bad.getMessage()));
        }
    }

    @Override
    public String settingsVersion(String handlerId) {
        return settings.version(handlerId);
    }
}
