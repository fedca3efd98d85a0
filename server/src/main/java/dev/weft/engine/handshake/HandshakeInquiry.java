package dev.weft.engine.handshake;

import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.http.HttpStatus;
import dev.weft.engine.http.RequestHead;

/**
 * A GET with which a page's script asks how an opening handshake at that path would be answered.
 *
 * <p>WHATWG WebSockets, "fail the WebSocket connection": "User agents must not convey any failure information to
 * scripts". So a script whose WebSocket was refused sees 1006, whatever the server answered. This request lets it ask
 * its own server in a way whose answer it can read.
 */
public final class HandshakeInquiry {

    /**
     * The origin of the page that asks. A script cannot set Origin itself, and browsers omit it from a GET to the
     * page's own server. It matters just there: behind a proxy that changes Host, the server takes the page for another
     * site's.
     */
    private static final String PAGE_ORIGIN = "Weft-Page-Origin";

    /** Any key will do: this handshake opens no WebSocket. */
    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAA==";

    /** The answer if nothing is wrong with the handshake. */
    public static final HandshakeOutcome.Rejected NOTHING_WRONG = HandshakeOutcome.Rejected.of(
            HttpStatus.UPGRADE_REQUIRED,
            // RFC 9110 15.5.22: "The server MUST send an Upgrade header field in a 426 response to indicate the
            // required protocol(s)".
            HeaderFields.of("Upgrade", "websocket", "Sec-WebSocket-Version", "13"),
            "a WebSocket answers here");

    private HandshakeInquiry() {}

    /** Whether a request is an inquiry. */
    public static boolean isInquiry(RequestHead head) {
        return head.method().equals("GET") && head.fields().contains(PAGE_ORIGIN);
    }

    /** The opening handshake that the inquiry asks about. */
    public static RequestHead handshake(RequestHead inquiry) {
        HeaderFields.Builder fields = HeaderFields.builder()
                .addAll(inquiry.fields())
                .add("Upgrade", "websocket")
                .add("Connection", "Upgrade")
                .add("Sec-WebSocket-Version", "13")
                .add("Sec-WebSocket-Key", KEY);
        if (!inquiry.fields().contains("Origin")) {
            inquiry.fields().all(PAGE_ORIGIN).forEach(origin -> fields.add("Origin", origin));
        }
        return new RequestHead(
                inquiry.method(),
                inquiry.target(),
                inquiry.path(),
                inquiry.query(),
                fields.build(),
                inquiry.minorVersion());
    }
}
