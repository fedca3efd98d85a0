package dev.weft.benchmarks.peer;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.xnio.Options;

/** Undertow: whole messages on the I/O thread, asynchronous sends. */
public final class UndertowEcho {

    private UndertowEcho() {}

    /**
     * Runs the server.
     *
     * @param arguments see {@link Peer}
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        HttpHandler websocket = Handlers.websocket((exchange, channel) -> {
            channel.getReceiveSetter().set(new Echo());
            channel.resumeReceives();
        });
        Undertow server = Undertow.builder()
                .addHttpListener(0, Peer.HOST)
                .setSocketOption(Options.TCP_NODELAY, true)
                .setHandler(websocket)
                .build();
        server.start();
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
        Peer.listening(address.getPort(), arguments);
    }

    private static final class Echo extends AbstractReceiveListener {

        @Override
        protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
            WebSockets.sendText(message.getData(), channel, null);
        }

        @Override
        @SuppressWarnings("deprecation") // getData is deprecated without a successor in this class
        protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
            var pooled = message.getData();
            WebSockets.sendBinary(pooled.getResource(), channel, new Free(pooled::free));
        }

        @Override
        protected long getMaxTextBufferSize() {
            return Peer.MAX_MESSAGE;
        }

        @Override
        protected long getMaxBinaryBufferSize() {
            return Peer.MAX_MESSAGE;
        }
    }

    /** Gives the buffers back to their pool once they are written, or cannot be. */
    private record Free(Runnable release) implements WebSocketCallback<Void> {

        @Override
        public void complete(WebSocketChannel channel, Void context) {
            release.run();
        }

        @Override
        public void onError(WebSocketChannel channel, Void context, Throwable failure) {
            release.run();
        }
    }
}
