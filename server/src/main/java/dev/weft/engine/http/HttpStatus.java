package dev.weft.engine.http;

import java.util.Objects;

/**
 * A status code with its reason phrase (RFC 9110 15). A record rather than an enum, so that a status this server does
 * not use itself can still be written.
 *
 * @param code three digits, 100 to 599
 * @param reason the phrase after the code: visible ASCII and spaces
 */
public record HttpStatus(int code, String reason) {

    public static final HttpStatus SWITCHING_PROTOCOLS = new HttpStatus(101, "Switching Protocols");
    public static final HttpStatus OK = new HttpStatus(200, "OK");
    public static final HttpStatus NO_CONTENT = new HttpStatus(204, "No Content");
    public static final HttpStatus PARTIAL_CONTENT = new HttpStatus(206, "Partial Content");
    public static final HttpStatus NOT_MODIFIED = new HttpStatus(304, "Not Modified");
    public static final HttpStatus BAD_REQUEST = new HttpStatus(400, "Bad Request");
    public static final HttpStatus FORBIDDEN = new HttpStatus(403, "Forbidden");
    public static final HttpStatus NOT_FOUND = new HttpStatus(404, "Not Found");
    public static final HttpStatus METHOD_NOT_ALLOWED = new HttpStatus(405, "Method Not Allowed");
    public static final HttpStatus REQUEST_TIMEOUT = new HttpStatus(408, "Request Timeout");
    public static final HttpStatus PRECONDITION_FAILED = new HttpStatus(412, "Precondition Failed");
    public static final HttpStatus CONTENT_TOO_LARGE = new HttpStatus(413, "Content Too Large");
    public static final HttpStatus URI_TOO_LONG = new HttpStatus(414, "URI Too Long");
    public static final HttpStatus RANGE_NOT_SATISFIABLE = new HttpStatus(416, "Range Not Satisfiable");
    public static final HttpStatus UPGRADE_REQUIRED = new HttpStatus(426, "Upgrade Required");
    public static final HttpStatus HEADER_FIELDS_TOO_LARGE = new HttpStatus(431, "Request Header Fields Too Large");
    public static final HttpStatus INTERNAL_SERVER_ERROR = new HttpStatus(500, "Internal Server Error");
    public static final HttpStatus NOT_IMPLEMENTED = new HttpStatus(501, "Not Implemented");
    public static final HttpStatus SERVICE_UNAVAILABLE = new HttpStatus(503, "Service Unavailable");
    public static final HttpStatus VERSION_NOT_SUPPORTED = new HttpStatus(505, "HTTP Version Not Supported");

    /**
     * Checks both parts.
     *
     * @throws IllegalArgumentException if they do not form a valid status line
     */
    public HttpStatus {
        Objects.requireNonNull(reason, "reason");
        if (code < 100 || code > 599) {
            throw new IllegalArgumentException("status code " + code + " is not 100 to 599");
        }
        if (!reason.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("reason phrase of " + code + " is not visible ASCII");
        }
    }

    @Override
    public String toString() {
        return code + " " + reason;
    }
}
