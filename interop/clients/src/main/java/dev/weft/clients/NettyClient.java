package dev.weft.clients;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketClientCompressionHandler;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Netty 4.2. */
public final class NettyClient extends SimpleChannelInboundHandler<WebSocketFrame> implements Client {

    private static final int LIMIT = 1 << 20;

    private final EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final CompletableFuture<Channel> opened = new CompletableFuture<>();
    private final Inbox inbox;

    private NettyClient(Inbox inbox) {
        this.inbox = inbox;
    }

    /** Plays the trial against the server at the URL. */
    public static void main(String[] arguments) {
        Trial.play(arguments, (uri, inbox) -> new NettyClient(inbox).connect(uri));
    }

    private Client connect(URI uri) throws Exception {
        Bootstrap bootstrap = new Bootstrap().group(threads).channel(NioSocketChannel.class);
        bootstrap.handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new HttpClientCodec())
                        .addLast(new HttpObjectAggregator(LIMIT))
                        .addLast(new WebSocketClientCompressionHandler(LIMIT))
                        .addLast(new WebSocketClientProtocolHandler(
                                uri, WebSocketVersion.V13, null, true, new DefaultHttpHeaders(), LIMIT))
                        .addLast(new WebSocketFrameAggregator(LIMIT))
                        .addLast(NettyClient.this);
            }
        });
        bootstrap.connect(uri.getHost(), uri.getPort()).sync();
        opened.get(30, TimeUnit.SECONDS);
        return this;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
            opened.complete(context.channel());
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> inbox.text(text.text());
            case BinaryWebSocketFrame binary -> inbox.binary(ByteBufUtil.getBytes(binary.content()));
            case CloseWebSocketFrame close -> inbox.closed(close.statusCode(), close.reasonText());
            default -> inbox.failed(new IllegalStateException(frame.toString()));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        opened.completeExceptionally(cause);
        inbox.failed(cause);
    }

    @Override
    public void sendText(String text) throws Exception {
        opened.join().writeAndFlush(new TextWebSocketFrame(text)).sync();
    }

    @Override
    public void sendBinary(byte[] data) throws Exception {
        opened.join()
                .writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(data)))
                .sync();
    }

    @Override
    public void close() throws Exception {
        opened.join().writeAndFlush(new CloseWebSocketFrame()).sync();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
}
