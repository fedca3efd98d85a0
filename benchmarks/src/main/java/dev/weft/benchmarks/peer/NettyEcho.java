package dev.weft.benchmarks.peer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelMatchers;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketServerCompressionHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Netty: the stock WebSocket handlers on the NIO transport, one flush per read. */
public final class NettyEcho {

    /** Why 64 KiB? The value of Netty's own examples; an opening handshake has no body. */
    private static final int MAX_HTTP_CONTENT = 65_536;

    private NettyEcho() {}

    /**
     * Runs the server.
     *
     * @param arguments see {@link Peer}
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Pipeline(arguments))
                .bind(Peer.HOST, 0)
                .sync()
                .channel();
        Peer.listening(((InetSocketAddress) server.localAddress()).getPort(), arguments);
    }

    private static final class Pipeline extends ChannelInitializer<Channel> {

        private static final WebSocketServerProtocolConfig ANY_PATH = WebSocketServerProtocolConfig.newBuilder()
                .websocketPath("/")
                .checkStartsWith(true)
                .allowExtensions(true)
                .maxFramePayloadLength(Peer.MAX_MESSAGE)
                .build();

        private final boolean deflate;
        private final @Nullable ChannelGroup room;

        Pipeline(String[] arguments) {
            deflate = Peer.has(arguments, Peer.DEFLATE);
            room = Peer.has(arguments, Peer.FAN_OUT) ? new DefaultChannelGroup(GlobalEventExecutor.INSTANCE) : null;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new HttpServerCodec()).addLast(new HttpObjectAggregator(MAX_HTTP_CONTENT));
            if (deflate) {
                channel.pipeline().addLast(new WebSocketServerCompressionHandler(Peer.MAX_MESSAGE));
            }
            channel.pipeline()
                    .addLast(new WebSocketServerProtocolHandler(ANY_PATH))
                    .addLast(room == null ? new Echo() : new Member(room));
        }
    }

    private static final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            context.write(frame.retain(), context.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }
    }

    private static final class Member extends SimpleChannelInboundHandler<WebSocketFrame> {

        private final ChannelGroup room;
        private boolean published;

        Member(ChannelGroup room) {
            this.room = room;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
                // A channel that closes leaves the group by itself.
                room.add(context.channel());
            }
            super.userEventTriggered(context, event);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            room.write(frame.retain(), ChannelMatchers.all(), true);
            published = true;
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            // An opening handshake is a read, too, and the room may be large.
            if (published) {
                room.flush();
                published = false;
            }
        }
    }
}
