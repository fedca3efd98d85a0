package dev.weft.plugin.echo;

import dev.weft.spi.MessageHandler;
import dev.weft.testkit.HandlerContractTest;

class EchoHandlerContractTest extends HandlerContractTest {

    @Override
    protected MessageHandler handler() {
        return new EchoHandler();
    }
}
