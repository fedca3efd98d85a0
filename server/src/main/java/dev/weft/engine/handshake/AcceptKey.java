package dev.weft.engine.handshake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The proof that the server read the client's key (RFC 6455 1.3). */
public final class AcceptKey {

    /** RFC 6455 1.3: it "is unlikely to be used by network endpoints that do not understand the WebSocket Protocol". */
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** Why 24? 16 bytes are 22 digits of base64 and two signs of padding. */
    private static final int KEY_LENGTH = 24;

    /** RFC 4648 4: the alphabet, without the padding. */
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /**
     * Never updated, only cloned. Looking up the algorithm for each key would leave a thread-local of 250 bytes in each
     * connection's thread.
     */
    private static final MessageDigest SHA_1 = sha1();

    private AcceptKey() {}

    /** The value of {@code Sec-WebSocket-Accept} for a {@code Sec-WebSocket-Key}. */
    public static String of(String key) {
        // RFC 6455 4.2.2: "concatenating /key/ [...] with the string "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", taking the
        // SHA-1 hash of this concatenated value to obtain a 20-byte value and base64-encoding [...] this 20-byte hash."
        byte[] digest = fresh().digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
        return Base64.getEncoder().encodeToString(digest);
    }

    /**
     * Whether a key is 16 bytes in base64.
     *
     * <p>The last digit before the padding may carry unused bits: RFC 4648 3.5 lets a decoder refuse them, but the
     * example of RFC 6455 4.1 itself, {@code AQIDBAUGBwgJCgsMDQ4PEC==}, has some.
     */
    static boolean isKey(String key) {
        // RFC 6455 4.2.1: "a base64-encoded (see Section 4 of [RFC4648]) value that, when decoded, is 16 bytes in
        // length."
        if (key.length() != KEY_LENGTH || !key.endsWith("==")) {
            return false;
        }
        for (int i = 0; i < KEY_LENGTH - 2; i++) {
            if (BASE64.indexOf(key.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static MessageDigest fresh() {
        try {
            return (MessageDigest) SHA_1.clone();
        } catch (CloneNotSupportedException foreignProvider) {
            return sha1();
        }
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-1", impossible);
        }
    }
}
