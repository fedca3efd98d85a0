package dev.weft.server.plugin;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.weft.server.config.OnReplace;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Operator;
import dev.weft.spi.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** A plugins folder, a work folder and the registries loaded from them; it hears what handlers tell the operator. */
final class RegistryFixture implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(30);

    final Path plugins;
    final Path work;

    /** What handlers told the operator, in order. */
    final List<String> told = Collections.synchronizedList(new ArrayList<>());

    private final List<HandlerRegistry> loaded = new ArrayList<>();

    RegistryFixture(Path temp) {
        plugins = temp.resolve("plugins");
        work = temp.resolve("work");
    }

    HandlerRegistry load(String... ids) {
        return load(LONG, ids);
    }

    HandlerRegistry load(Duration limit, String... ids) {
        HandlerRegistry registry = HandlerRegistry.load(
                folder(), List.of(ids), this::context, new ReplacementPolicy(OnReplace.HANDOVER, LONG, limit));
        loaded.add(registry);
        return registry;
    }

    PluginFolder folder() {
        return new PluginFolder(List.of(plugins), work);
    }

    HandlerContext context(Generation generation, Tasks tasks) {
        Operator operator = mock(Operator.class);
        doAnswer(call -> told.add(call.getArgument(0))).when(operator).tell(anyString());
        HandlerContext context = mock(HandlerContext.class);
        when(context.handlerId()).thenReturn(generation.id());
        when(context.operator()).thenReturn(operator);
        return context;
    }

    /** The private copies that are there now. */
    List<Path> copies() throws IOException {
        if (!Files.exists(work)) {
            return List.of();
        }
        try (Stream<Path> left = Files.walk(work)) {
            return left.filter(file -> file.toString().endsWith(".jar")).toList();
        } catch (UncheckedIOException deletedMeanwhile) {
            return copies();
        }
    }

    @Override
    public void close() {
        loaded.forEach(HandlerRegistry::stop);
    }

    static PluginReport report(Path jar, String id, HandlerState state, String reason) {
        return new PluginReport(jar, id, "", List.of(), "", state, reason, List.of());
    }

    /** A handler whose start and stop have these bodies. */
    static String handler(String id, String start, String stop) {
        return """
                @Handler("%s")
                public class A implements MessageHandler {
                    private HandlerContext last;
                    public void start(HandlerContext context) throws Exception { last = context;
                        %s
                    }
                    public void stop() throws Exception {
                        %s
                    }
                    public void onMessage(Session session, Message message) {}
                    private static void tell(HandlerContext context, String what) {
                        context.operator().tell(context.handlerId() + ": " + what
                                + " " + Thread.currentThread().getContextClassLoader().getName());
                    }
                }
                """.formatted(id, start, stop);
    }
}
