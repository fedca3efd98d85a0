package dev.weft.plugin.uppercase;

import dev.weft.spi.MessageHandler;
import dev.weft.testkit.HandlerContractTest;

class UppercaseHandlerContractTest extends HandlerContractTest {

    @Override
    protected MessageHandler handler() {
        return new UppercaseHandler();
    }
}
