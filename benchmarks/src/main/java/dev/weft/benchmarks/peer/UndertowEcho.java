package dev.weft.benchmarks.peer;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.extensions.PerMessageDeflateHandshake;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
        boolean fanOut = Peer.has(arguments, Peer.FAN_OUT);
        var websocket = Handlers.websocket((exchange, channel) -> {
            channel.getReceiveSetter().set(fanOut ? new Member() : new Echo());
            channel.resumeReceives();
        });
        if (Peer.has(arguments, Peer.DEFLATE)) {
            websocket.addExtension(new PerMessageDeflateHandshake(false));
        }
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

    private static class Echo extends AbstractReceiveListener {

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

    private static final class Member extends Echo {

        @Override
        protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
            ByteBuffer text = StandardCharsets.UTF_8.encode(message.getData());
            for (WebSocketChannel peer : channel.getPeerConnections()) {
                WebSockets.sendText(text.duplicate(), peer, null);
            }
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
