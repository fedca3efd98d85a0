package dev.weft.clients;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.URI;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;

/** Reactor Netty 1.3. */
public final class ReactorNettyClient implements Client {

    private static final int LIMIT = 1 << 20;

    private final Sinks.Many<WebSocketFrame> outgoing = Sinks.many().unicast().onBackpressureBuffer();
    private final Disposable connection;

    private ReactorNettyClient(URI uri, Inbox inbox) {
        WebsocketClientSpec spec = WebsocketClientSpec.builder()
                .compress(true)
                .maxFramePayloadLength(LIMIT)
                .build();
        connection = HttpClient.create()
                .websocket(spec)
                .uri(uri)
                .handle((in, out) -> Mono.when(
                        receive(in, inbox), out.sendObject(outgoing.asFlux()).then()))
                .subscribe(nothing -> {}, inbox::failed);
    }

    /** Plays the trial against the server at the URL. */
    public static void main(String[] arguments) {
        Trial.play(arguments, ReactorNettyClient::new);
    }

    private static Mono<Void> receive(WebsocketInbound in, Inbox inbox) {
        return in.aggregateFrames(LIMIT)
                .receiveFrames()
                .doOnNext(frame -> {
                    if (frame instanceof TextWebSocketFrame text) {
                        inbox.text(text.text());
                    } else {
                        inbox.binary(ByteBufUtil.getBytes(frame.content()));
                    }
                })
                .doOnComplete(() -> inbox.closed(0, "by the server"))
                .then();
    }

    @Override
    public void sendText(String text) {
        outgoing.emitNext(new TextWebSocketFrame(text), Sinks.EmitFailureHandler.FAIL_FAST);
    }

    @Override
    public void sendBinary(byte[] data) {
        outgoing.emitNext(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(data)), Sinks.EmitFailureHandler.FAIL_FAST);
    }

    @Override
    public void close() {
        connection.dispose();
    }
}
