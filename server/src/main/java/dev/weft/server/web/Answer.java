package dev.weft.server.web;

import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The answer to a request, without the header fields that depend on the connection.
 *
 * @param fields the fields specific to this answer
 * @param content empty if the status has none (RFC 9110 15.4.5: 304)
 * @param keepAlive whether the answer allows the connection to be kept
 */
record Answer(HttpStatus status, HeaderFields fields, Optional<Content> content, KeepAlive keepAlive)
        implements AutoCloseable {

    static Answer of(HttpStatus status, HeaderFields fields, Content content) {
        return new Answer(status, fields, Optional.of(content), KeepAlive.KEEP);
    }

    static Answer empty(HttpStatus status, HeaderFields fields) {
        return new Answer(status, fields, Optional.empty(), KeepAlive.KEEP);
    }

    /** An error with a short text. */
    static Answer error(HttpStatus status, HeaderFields fields, String why) {
        HeaderFields all = HeaderFields.builder()
                .addAll(fields)
                .add("Content-Type", "text/plain; charset=utf-8")
                .add("Cache-Control", "no-store")
                .build();
        return of(status, all, new Content.Bytes(errorText(status, why)));
    }

    /** The content of {@link #error}. */
    static byte[] errorText(HttpStatus status, String why) {
        return (status + "\n" + why + "\n").getBytes(StandardCharsets.UTF_8);
    }

    Answer closing() {
        return new Answer(status, fields, content, KeepAlive.CLOSE);
    }

    @Override
    public void close() throws IOException {
        if (content.isPresent()) {
            content.get().close();
        }
    }
}
