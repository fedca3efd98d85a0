package dev.weft.testkit;

import dev.weft.server.connection.ConnectionRegistry;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.spi.Config;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Operator;
import dev.weft.spi.Session;
import dev.weft.spi.Tasks;
import dev.weft.spi.Topics;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The context with which a handler under test is started.
 *
 * @param generation whose sessions it sees
 * @param settings its own settings
 * @param logger records its lines for the test
 * @param operator the operator, played by the test
 * @param tasks its background work
 * @param topics its topics
 * @param registry holds its sessions
 */
record HarnessContext(
        Generation generation,
        Map<String, String> settings,
        System.Logger logger,
        Operator operator,
        Tasks tasks,
        Topics topics,
        ConnectionRegistry registry)
        implements HandlerContext {

    /** Settings as a test gave them. */
    private record MapConfig(Map<String, String> values) implements Config {

        @Override
        public Set<String> keys() {
            return values.keySet();
        }

        @Override
        public Optional<String> value(String key) {
            return Optional.ofNullable(values.get(key));
        }
    }

    @Override
    public String handlerId() {
        return generation.id();
    }

    @Override
    public Config config() {
        return new MapConfig(settings);
    }

    @Override
    public Collection<Session> sessions() {
        return registry.sessionsOf(generation);
    }
}
