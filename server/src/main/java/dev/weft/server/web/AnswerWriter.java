package dev.weft.server.web;

import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.http.RequestHead;
import dev.weft.engine.http.ResponseHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;

/** Turns an answer into the bytes of one response. */
final class AnswerWriter {

    /**
     * Why 64 KiB? Large enough to make the cost of a system call negligible, and the most that a slow reader of a large
     * file occupies.
     */
    private static final int PIECE = 64 * 1024;

    /** Nothing but this site's own files runs or shows in its pages, and no other site frames them. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; connect-src 'self' ws: wss:; "
            + "img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    private final HttpDate date;

    AnswerWriter(InstantSource clock) {
        this.date = new HttpDate(clock);
    }

    /** Writes the head, and the content unless the method is HEAD. */
    KeepAlive write(RequestHead request, Answer answer, ResponseSink out) throws IOException {
        KeepAlive keepAlive = asksToClose(request) ? KeepAlive.CLOSE : answer.keepAlive();
        byte[] head = head(answer, keepAlive).encode();
        // RFC 9110 9.3.2: "the server MUST NOT send content in the response" to HEAD.
        if (answer.content().isPresent() && !request.method().equals("HEAD")) {
            write(head, answer.content().get(), out);
        } else {
            out.write(ByteBuffer.wrap(head));
        }
        return keepAlive;
    }

    private static boolean asksToClose(RequestHead request) {
        // RFC 9112 9.3: an HTTP/1.0 connection ends after the response; so does one with "Connection: close".
        return request.minorVersion() == 0 || request.fields().hasToken("Connection", "close");
    }

    private static void write(byte[] head, Content content, ResponseSink out) throws IOException {
        long length = content.length();
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(Math.max(PIECE, head.length), head.length + length));
        piece.put(head);
        long position = 0;
        do {
            int before = piece.position();
            content.read(piece, position);
            position += piece.position() - before;
            out.write(piece.flip());
            piece.clear();
        } while (position < length);
    }

    /** The head alone, the same as for GET. */
    ResponseHead head(Answer answer, KeepAlive keepAlive) {
        HeaderFields.Builder fields = HeaderFields.builder()
                .add("Date", date.now())
                .add("X-Content-Type-Options", "nosniff")
                .add("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .addAll(answer.fields());
        if (keepAlive == KeepAlive.CLOSE && !answer.fields().contains("Connection")) {
            // RFC 9110 7.8: "A sender of Upgrade MUST also send an "Upgrade" connection option".
            fields.add("Connection", answer.fields().contains("Upgrade") ? "close, Upgrade" : "close");
        }
        answer.content().ifPresent(content -> fields.add("Content-Length", Long.toString(content.length())));
        return new ResponseHead(answer.status(), fields.build());
    }
}
