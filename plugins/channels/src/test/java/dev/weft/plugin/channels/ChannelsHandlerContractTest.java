package dev.weft.plugin.channels;

import dev.weft.spi.MessageHandler;
import dev.weft.testkit.HandlerContractTest;

class ChannelsHandlerContractTest extends HandlerContractTest {

    @Override
    protected MessageHandler handler() {
        return new ChannelsHandler();
    }

    @Override
    protected String sample() {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"publish\",\"params\":[\"public/a\",1],\"id\":1}";
    }
}
