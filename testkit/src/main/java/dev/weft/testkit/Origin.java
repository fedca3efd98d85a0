package dev.weft.testkit;

import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.plugin.deploy.InProcessHandler;
import dev.weft.spi.MessageHandler;
import java.util.function.UnaryOperator;

/** Where the handler under test comes from. */
sealed interface Origin permits HandlerInstance, HandlerJar {

    /** Its id, unless the test sets another. */
    String id();

    /** Deploys the handler under the id of the place, with a watcher between the server and its instance. */
    Generation deploy(InProcessHandler place, UnaryOperator<MessageHandler> watch);
}
