package dev.weft.engine.deflate;

import java.util.OptionalInt;

/**
 * The agreed parameters of one connection (RFC 7692 7.1), exactly as the response states them.
 *
 * @param serverTakeover whether the server's messages may refer back to each other
 * @param clientTakeover whether the client's messages may; they may unless the client offered not to
 * @param serverMaxWindowBits 9 to 15; absent unless the client offered the parameter
 * @param clientMaxWindowBits 9 to 15; absent unless the client offered the parameter
 */
public record DeflateParameters(
        ContextTakeover serverTakeover,
        ContextTakeover clientTakeover,
        OptionalInt serverMaxWindowBits,
        OptionalInt clientMaxWindowBits) {

    /** The extension's registered name (RFC 7692 7). */
    public static final String EXTENSION_NAME = "permessage-deflate";

    static final String SERVER_NO_CONTEXT_TAKEOVER = "server_no_context_takeover";
    static final String CLIENT_NO_CONTEXT_TAKEOVER = "client_no_context_takeover";
    static final String SERVER_MAX_WINDOW_BITS = "server_max_window_bits";
    static final String CLIENT_MAX_WINDOW_BITS = "client_max_window_bits";

    /** Why 15? RFC 7692 7.1.2: absence of the parameter means a window "of up to 32,768 bytes". */
    static final int LARGEST_WINDOW_BITS = 15;

    /**
     * Why 9 and not the RFC's 8? A raw zlib stream of 8 bits is refused by some versions of zlib and made with 9 by
     * others, so a peer that asks for 8 or is held to 8 does not always get what it expects.
     */
    static final int SMALLEST_WINDOW_BITS = 9;

    /**
     * Checks both windows.
     *
     * @throws IllegalArgumentException if one is present and not 9 to 15
     */
    public DeflateParameters {
        checkWindowBits(serverMaxWindowBits);
        checkWindowBits(clientMaxWindowBits);
    }

    /** The value of the response's {@code Sec-WebSocket-Extensions} field. */
    public String headerValue() {
        StringBuilder value = new StringBuilder(EXTENSION_NAME);
        if (serverTakeover == ContextTakeover.NONE) {
            value.append("; ").append(SERVER_NO_CONTEXT_TAKEOVER);
        }
        if (clientTakeover == ContextTakeover.NONE) {
            value.append("; ").append(CLIENT_NO_CONTEXT_TAKEOVER);
        }
        serverMaxWindowBits.ifPresent(bits ->
                value.append("; ").append(SERVER_MAX_WINDOW_BITS).append('=').append(bits));
        clientMaxWindowBits.ifPresent(bits ->
                value.append("; ").append(CLIENT_MAX_WINDOW_BITS).append('=').append(bits));
        return value.toString();
    }

    /** Bytes of the window that the server's compressor may use. */
    int serverWindow() {
        return 1 << serverMaxWindowBits.orElse(LARGEST_WINDOW_BITS);
    }

    /** Bytes of the window that the client's compressor may use. */
    int clientWindow() {
        return 1 << clientMaxWindowBits.orElse(LARGEST_WINDOW_BITS);
    }

    private static void checkWindowBits(OptionalInt bits) {
        int value = bits.orElse(LARGEST_WINDOW_BITS);
        if (value < SMALLEST_WINDOW_BITS || value > LARGEST_WINDOW_BITS) {
            throw new IllegalArgumentException("window bits must be 9 to 15: " + value);
        }
    }
}
