package dev.weft.testkit;

import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;

class EchoContractTest extends HandlerContractTest {

    @Override
    protected MessageHandler handler() {
        return Session::send;
    }
}
