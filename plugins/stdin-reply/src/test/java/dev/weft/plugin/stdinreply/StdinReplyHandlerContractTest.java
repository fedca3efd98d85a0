package dev.weft.plugin.stdinreply;

import dev.weft.spi.MessageHandler;
import dev.weft.testkit.HandlerContractTest;

class StdinReplyHandlerContractTest extends HandlerContractTest {

    @Override
    protected MessageHandler handler() {
        return new StdinReplyHandler();
    }
}
