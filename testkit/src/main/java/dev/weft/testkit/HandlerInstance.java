package dev.weft.testkit;

import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.plugin.deploy.InProcessHandler;
import dev.weft.spi.Handler;
import dev.weft.spi.MessageHandler;
import java.util.function.UnaryOperator;

/**
 * An instance made by the test, on the test's own class path.
 *
 * @param handler the instance
 */
record HandlerInstance(MessageHandler handler) implements Origin {

    /** The id of a handler without a name, such as a lambda. */
    private static final String NAMELESS = "handler";

    @Override
    public String id() {
        Class<?> type = handler.getClass();
        return InProcessHandler.idOf(type).orElseGet(() -> {
            if (type.isAnnotationPresent(Handler.class)) {
                throw new IllegalArgumentException(
                        "the id of " + type.getName() + " is none: 1 to 64 of a-z, 0-9 and -");
            }
            return NAMELESS;
        });
    }

    @Override
    public Generation deploy(InProcessHandler place, UnaryOperator<MessageHandler> watch) {
        return place.deploy(handler.getClass(), watch.apply(handler));
    }
}
