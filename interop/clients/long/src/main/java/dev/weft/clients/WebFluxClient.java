package dev.weft.clients;

import java.net.URI;
import java.util.function.Function;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;

/** Spring WebFlux 7. */
public final class WebFluxClient implements Client {

    private static final int LIMIT = 1 << 20;

    private final Sinks.Many<Function<WebSocketSession, WebSocketMessage>> outgoing =
            Sinks.many().unicast().onBackpressureBuffer();
    private final Disposable connection;

    private WebFluxClient(URI uri, Inbox inbox) {
        ReactorNettyWebSocketClient library = new ReactorNettyWebSocketClient(
                HttpClient.create(),
                () -> WebsocketClientSpec.builder().compress(true).maxFramePayloadLength(LIMIT));
        connection = library.execute(uri, session -> talk(session, inbox)).subscribe(nothing -> {}, inbox::failed);
    }

    /** Plays the trial against the server at the URL. */
    public static void main(String[] arguments) {
        Trial.play(arguments, WebFluxClient::new);
    }

    private Mono<Void> talk(WebSocketSession session, Inbox inbox) {
        Mono<Void> received = session.receive()
                .doOnNext(message -> {
                    if (message.getType() == WebSocketMessage.Type.TEXT) {
                        inbox.text(message.getPayloadAsText());
                    } else {
                        byte[] data = new byte[message.getPayload().readableByteCount()];
                        message.getPayload().read(data);
                        inbox.binary(data);
                    }
                })
                .doOnComplete(() -> inbox.closed(0, "by the server"))
                .then();
        return session.send(outgoing.asFlux().map(message -> message.apply(session)))
                .and(received);
    }

    @Override
    public void sendText(String text) {
        outgoing.emitNext(session -> session.textMessage(text), Sinks.EmitFailureHandler.FAIL_FAST);
    }

    @Override
    public void sendBinary(byte[] data) {
        outgoing.emitNext(
                session -> session.binaryMessage(buffers -> buffers.wrap(data)), Sinks.EmitFailureHandler.FAIL_FAST);
    }

    @Override
    public void close() {
        connection.dispose();
    }
}
