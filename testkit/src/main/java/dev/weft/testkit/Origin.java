package dev.weft.testkit;

import dev.weft.server.plugin.Contexts;
import dev.weft.server.plugin.LooseHandler;
import dev.weft.server.plugin.PluginTasks;
import dev.weft.spi.MessageHandler;
import java.util.function.UnaryOperator;

/** Where the handler under test comes from. */
sealed interface Origin permits HandlerInstance, HandlerJar {

    /** What it is called unless the test says otherwise. */
    String id();

    /** Deploys it under an id, with a watch between the server and its instance. */
    LooseHandler start(String id, UnaryOperator<MessageHandler> watch, Contexts contexts, PluginTasks.Pause pause);
}
