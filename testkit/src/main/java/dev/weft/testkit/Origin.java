package dev.weft.testkit;

import dev.weft.server.plugin.BackgroundTasks;
import dev.weft.server.plugin.HandlerContextFactory;
import dev.weft.server.plugin.InProcessHandler;
import dev.weft.spi.MessageHandler;
import java.util.function.UnaryOperator;

/** Where the handler under test comes from. */
sealed interface Origin permits HandlerInstance, HandlerJar {

    /** What it is called unless the test says otherwise. */
    String id();

    /** Deploys it under an id, with a watch between the server and its instance. */
    InProcessHandler start(
            String id,
            UnaryOperator<MessageHandler> watch,
            HandlerContextFactory contexts,
            BackgroundTasks.Pause pause);
}
