package dev.weft.engine.handshake;

import dev.weft.engine.http.ExtensionOffer;
import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.http.HttpStatus;
import dev.weft.engine.http.ResponseHead;
import java.util.List;
import java.util.Optional;

/** What {@link OpeningHandshake} decides. */
public sealed interface HandshakeOutcome {

    /**
     * The client gets its WebSocket.
     *
     * @param acceptKey value of {@code Sec-WebSocket-Accept}
     * @param subprotocol the selected subprotocol
     * @param offers extensions the client would like, best first; none is accepted yet
     */
    record Accepted(String acceptKey, Optional<String> subprotocol, List<ExtensionOffer> offers)
            implements HandshakeOutcome {

        /** Keeps a copy of the list. */
        public Accepted {
            offers = List.copyOf(offers);
        }

        /**
         * The answer.
         *
         * @param extensions value of {@code Sec-WebSocket-Extensions}: the accepted offers
         */
        public ResponseHead response(Optional<String> extensions) {
            // RFC 6455 4.2.2 5: a 101 with Upgrade: websocket, Connection: Upgrade and Sec-WebSocket-Accept, and
            // "Optionally, a |Sec-WebSocket-Protocol|" and "Optionally, a |Sec-WebSocket-Extensions| header field".
            HeaderFields.Builder fields = HeaderFields.builder()
                    .add("Upgrade", "websocket")
                    .add("Connection", "Upgrade")
                    .add("Sec-WebSocket-Accept", acceptKey);
            subprotocol.ifPresent(name -> fields.add("Sec-WebSocket-Protocol", name));
            extensions.ifPresent(accepted -> fields.add("Sec-WebSocket-Extensions", accepted));
            return new ResponseHead(HttpStatus.SWITCHING_PROTOCOLS, fields.build());
        }
    }

    /**
     * The client gets an answer, and then the connection is closed.
     *
     * @param status what went wrong
     * @param response the answer without a body; it says {@code Connection: close} and no length
     * @param why one sentence for the log and the answer's body; what it quotes of the peer is escaped
     */
    record Rejected(HttpStatus status, ResponseHead response, String why) implements HandshakeOutcome {

        /** A refusal with a status alone, such as for a path without a handler. */
        public static Rejected of(HttpStatus status, String why) {
            return of(status, HeaderFields.EMPTY, why);
        }

        /** A refusal with more fields, such as {@code Retry-After}. */
        public static Rejected of(HttpStatus status, HeaderFields fields, String why) {
            // RFC 9110 7.8: "A sender of Upgrade MUST also send an "Upgrade" connection option in the Connection
            // header".
            String connection = fields.contains("Upgrade") ? "close, Upgrade" : "close";
            HeaderFields all = HeaderFields.builder()
                    .add("Connection", connection)
                    .addAll(fields)
                    .build();
            return new Rejected(status, new ResponseHead(status, all), why);
        }
    }
}
