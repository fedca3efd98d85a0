package dev.weft.engine.handshake;

import dev.weft.engine.http.ExtensionOffer;
import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.http.HttpStatus;
import dev.weft.engine.http.RequestHead;
import java.util.List;
import java.util.Optional;

/** Decides whether a request opens a WebSocket (RFC 6455 4.2). */
public final class OpeningHandshake {

    /** RFC 6455 4.1: "The value of this header field MUST be 13." */
    private static final String VERSION = "13";

    private OpeningHandshake() {}

    /** Whether a request asks for a WebSocket at all, validly or not. */
    public static boolean isUpgrade(RequestHead head) {
        return head.fields().hasToken("Upgrade", "websocket") || head.fields().containsPrefix("Sec-WebSocket-");
    }

    /** Checks the request against RFC 6455 4.2.1 and the policy, in that order. */
    public static HandshakeOutcome evaluate(RequestHead head, HandshakePolicy policy) {
        HeaderFields fields = head.fields();
        try {
            checkRequestLine(head);
            checkUpgrade(fields);
            checkVersion(fields);
            String key = checkKey(fields);
            checkOrigin(head, policy.origins());
            Optional<String> subprotocol =
                    SubprotocolSelector.select(fields.all("Sec-WebSocket-Protocol"), policy.subprotocols());
            List<ExtensionOffer> offers = ExtensionHeaderParser.parse(fields.all("Sec-WebSocket-Extensions"));
            return new HandshakeOutcome.Accepted(AcceptKey.of(key), subprotocol, offers);
        } catch (HandshakeViolation violation) {
            return HandshakeOutcome.Rejected.of(violation.status(), violation.fields(), violation.why());
        }
    }

    private static void checkRequestLine(RequestHead head) throws HandshakeViolation {
        // RFC 6455 4.2.1: "An HTTP/1.1 or higher GET request".
        if (!head.method().equals("GET")) {
            throw head.hasKnownMethod()
                    ? new HandshakeViolation(
                            HttpStatus.METHOD_NOT_ALLOWED, HeaderFields.of("Allow", "GET"), "a WebSocket needs GET")
                    : new HandshakeViolation(HttpStatus.NOT_IMPLEMENTED, HeaderFields.EMPTY, "method is not known");
        }
        // RFC 9110 7.8: "A server that receives an Upgrade header field in an HTTP/1.0 request MUST ignore that Upgrade
        // field."
        if (head.minorVersion() == 0) {
            throw new HandshakeViolation("a WebSocket needs HTTP/1.1");
        }
    }

    private static void checkUpgrade(HeaderFields fields) throws HandshakeViolation {
        // RFC 6455 4.2.1: "An |Upgrade| header field containing the value "websocket", treated as an ASCII
        // case-insensitive value"; "A |Connection| header field that includes the token "Upgrade", treated as an ASCII
        // case-insensitive value." RFC 9110 15.5.22 defines the status for a request without them.
        if (!fields.hasToken("Upgrade", "websocket") || !fields.hasToken("Connection", "Upgrade")) {
            throw new HandshakeViolation(
                    HttpStatus.UPGRADE_REQUIRED,
                    HeaderFields.of("Upgrade", "websocket", "Sec-WebSocket-Version", VERSION),
                    "Upgrade: websocket and Connection: Upgrade are needed; a proxy may have dropped them");
        }
    }

    private static void checkVersion(HeaderFields fields) throws HandshakeViolation {
        List<String> versions = fields.all("Sec-WebSocket-Version");
        // RFC 6455 11.3.5: it "MUST NOT appear more than once in an HTTP request."
        if (versions.size() > 1) {
            throw new HandshakeViolation("Sec-WebSocket-Version is present more than once");
        }
        // RFC 6455 4.4: "If the server doesn't support the requested version, it MUST respond with a
        // |Sec-WebSocket-Version| header field (or multiple |Sec-WebSocket-Version| header fields) containing all
        // versions it is willing to use."
        if (!versions.equals(List.of(VERSION))) {
            throw new HandshakeViolation(
                    HttpStatus.UPGRADE_REQUIRED,
                    HeaderFields.of("Upgrade", "websocket", "Sec-WebSocket-Version", VERSION),
                    "Sec-WebSocket-Version is not 13");
        }
    }

    private static String checkKey(HeaderFields fields) throws HandshakeViolation {
        // RFC 6455 11.3.1: it "MUST NOT appear more than once in an HTTP request."
        List<String> keys = fields.all("Sec-WebSocket-Key");
        if (keys.size() != 1 || !AcceptKey.isKey(keys.getFirst())) {
            throw new HandshakeViolation("Sec-WebSocket-Key is not one key of 16 bytes in base64");
        }
        return keys.getFirst();
    }

    private static void checkOrigin(RequestHead head, OriginPolicy policy) throws HandshakeViolation {
        List<String> origins = head.fields().all("Origin");
        if (origins.size() > 1) {
            throw new HandshakeViolation("Origin is present more than once");
        }
        // RFC 6455 10.2: "If the origin indicated is unacceptable to the server, then it SHOULD respond to the
        // WebSocket handshake with a reply containing HTTP 403 Forbidden status code." A client that is not a browser
        // sends none.
        if (origins.size() == 1 && !policy.allows(origins.getFirst(), head.host())) {
            throw new HandshakeViolation(
                    HttpStatus.FORBIDDEN, HeaderFields.EMPTY, "pages of this origin may not connect");
        }
    }
}
