package dev.weft.testkit;

import dev.weft.server.plugin.deploy.BackgroundTasks;
import dev.weft.server.plugin.deploy.HandlerContextFactory;
import dev.weft.server.plugin.deploy.InProcessHandler;
import dev.weft.spi.MessageHandler;
import java.util.function.UnaryOperator;

/** Where the handler under test comes from. */
sealed interface Origin permits HandlerInstance, HandlerJar {

    /** Its id, unless the test sets another. */
    String id();

    /** Deploys the handler under an id, with a watcher between the server and its instance. */
    InProcessHandler start(
            String id,
            UnaryOperator<MessageHandler> watch,
            HandlerContextFactory contexts,
            BackgroundTasks.Pause pause);
}
