package dev.weft.plugin.jsoncommand;

import dev.weft.spi.MessageHandler;
import dev.weft.testkit.HandlerContractTest;

class JsonCommandHandlerContractTest extends HandlerContractTest {

    @Override
    protected MessageHandler handler() {
        return new JsonCommandHandler();
    }

    @Override
    protected String sample() {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"sessions\",\"id\":1}";
    }
}
