package dev.weft.server.web;

import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.http.HttpStatus;
import dev.weft.engine.http.RequestHead;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Answers every request that opens no WebSocket: the browser client's files, {@code /api/handlers}, and errors. Thread-safe;
 * holds nothing per request.
 */
public final class WebSite {

    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    private static final String HANDLERS_PATH = "/api/handlers";

    /** Below this path, there are only WebSockets. */
    private static final String WEB_SOCKETS_PATH = "/ws/";

    private final StaticFiles files;
    private final Supplier<byte[]> handlersJson;
    private final AnswerWriter writer;

    /**
     * Serves a folder, with dates from the system's clock.
     *
     * @param webDir folder of the browser client
     * @param handlersJson supplies the answer to {@code /api/handlers}; called for each request
     */
    public WebSite(Path webDir, Supplier<byte[]> handlersJson) {
        this(webDir, handlersJson, InstantSource.system());
    }

    /** Serves a folder, with dates from this clock. */
    public WebSite(Path webDir, Supplier<byte[]> handlersJson, InstantSource clock) {
        this.files = new StaticFiles(webDir);
        this.handlersJson = handlersJson;
        this.writer = new AnswerWriter(clock);
    }

    /**
     * Writes the whole response to one request.
     *
     * @return whether another request may follow
     * @throws IOException if the sink fails, or the file ends early: the connection cannot be used any more
     */
    public KeepAlive respond(RequestHead head, ResponseSink out) throws IOException {
        try (Answer answer = answer(head)) {
            return writer.write(head, answer, out);
        }
    }

    private Answer answer(RequestHead head) {
        if (head.method().equals("OPTIONS")) {
            return options(head.path());
        }
        if (!head.method().equals("GET") && !head.method().equals("HEAD")) {
            return refuseMethod(head);
        }
        if (head.path().equals(HANDLERS_PATH)) {
            HeaderFields fields = HeaderFields.of("Content-Type", "application/json", "Cache-Control", "no-cache");
            return Answer.of(HttpStatus.OK, fields, new Content.Bytes(handlersJson.get()));
        }
        if (head.path().startsWith(WEB_SOCKETS_PATH)) {
            // RFC 9110 15.5.22: "The server MUST send an Upgrade header field in a 426 response to indicate the
            // required protocol(s)".
            HeaderFields fields = HeaderFields.of("Upgrade", "websocket", "Sec-WebSocket-Version", "13");
            return Answer.error(HttpStatus.UPGRADE_REQUIRED, fields, "a WebSocket answers here")
                    .closing();
        }
        return files.answer(head);
    }

    /** Answers OPTIONS, which load balancers use as a health check. */
    private Answer options(String path) {
        boolean isThere =
                path.equals("*") || path.equals(HANDLERS_PATH) || path.startsWith(WEB_SOCKETS_PATH) || files.has(path);
        // RFC 9110 9.3.7: "A server generating a successful response to OPTIONS SHOULD send any header that might
        // indicate optional features [...] (e.g., Allow)".
        return isThere
                ? Answer.empty(HttpStatus.NO_CONTENT, HeaderFields.of("Allow", ALLOWED))
                : StaticFiles.notFound();
    }

    private static Answer refuseMethod(RequestHead head) {
        // Closes the connection: the request may have a body, whose end is unknown.
        if (!head.hasKnownMethod()) {
            return Answer.error(HttpStatus.NOT_IMPLEMENTED, HeaderFields.EMPTY, "the method is not known")
                    .closing();
        }
        // RFC 9110 15.5.6: "The origin server MUST generate an Allow header field in a 405 response containing a list
        // of the target resource's currently supported methods."
        HeaderFields allow = HeaderFields.of("Allow", ALLOWED);
        return Answer.error(HttpStatus.METHOD_NOT_ALLOWED, allow, "only GET, HEAD and OPTIONS are allowed")
                .closing();
    }
}
