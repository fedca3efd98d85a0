package dev.weft.testkit;

import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.plugin.deploy.InProcessHandler;
import dev.weft.spi.MessageHandler;
import java.util.function.UnaryOperator;

/** Where the handler under test comes from. */
sealed interface Origin permits HandlerInstance, HandlerJar {

    /** What it is called unless the test says otherwise. */
    String id();

    /** Deploys it under the id of the place, with a watch between the server and its instance; what it became. */
    Generation deploy(InProcessHandler place, UnaryOperator<MessageHandler> watch);
}
