package dev.weft.engine.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The status line and header fields of a response.
 *
 * @param status the status in the status line
 * @param fields in the order they are written
 */
public record ResponseHead(HttpStatus status, HeaderFields fields) {

    private static final String VERSION = "HTTP/1.1 ";

    /** Why 8? Three digits, a space, and CR LF twice: after the status line and for the empty line. */
    private static final int OVERHEAD = 8;

    /** The bytes, up to and including the empty line. */
    public byte[] encode() {
        byte[] head = new byte[VERSION.length() + status.reason().length() + OVERHEAD + fields.encodedSize()];
        ByteBuffer out = ByteBuffer.wrap(head);
        // RFC 9112 4: status-line = HTTP-version SP status-code SP [ reason-phrase ].
        out.put((VERSION + status.code() + ' ' + status.reason() + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        fields.encode(out);
        out.put((byte) '\r').put((byte) '\n');
        return head;
    }
}
