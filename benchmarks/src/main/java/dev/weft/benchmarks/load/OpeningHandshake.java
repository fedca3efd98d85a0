package dev.weft.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;

/** The client's side of one opening handshake: a request without extensions or subprotocols, and the check of its answer. */
final class OpeningHandshake {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 1.3
    private static final int NONCE_BYTES = 16; // RFC 6455 4.1: a randomly selected 16-byte value

    /** Why 8 KiB? No answer of an echo server is near it, so a longer one is not an answer. */
    private static final int MAX_HEAD = 8_192;

    private final ByteBuffer request;
    private final String expectedAccept;
    private final StringBuilder head = new StringBuilder();

    OpeningHandshake(Target target, Random random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        expectedAccept = accept(key);
        String lines = """
                GET %s HTTP/1.1
                Host: %s
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Key: %s
                Sec-WebSocket-Version: 13

                """.formatted(target.path(), target.authority(), key);
        request = ByteBuffer.wrap(lines.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** What is still to be written. */
    ByteBuffer request() {
        return request;
    }

    /**
     * Consumes the answer's head, and no byte after it.
     *
     * @param input the receive buffer
     * @return true once the head is whole and correct
     * @throws ProtocolError if the server did not accept
     */
    boolean read(ByteBuffer input) {
        while (input.hasRemaining()) {
            head.append((char) (input.get() & 0xFF));
            if (head.length() > MAX_HEAD) {
                throw new ProtocolError("answer to the opening handshake is too long");
            }
            if (endsHead()) {
                check(head.toString());
                return true;
            }
        }
        return false;
    }

    static String accept(String key) {
        try {
            // RFC 6455 4.2.2: concatenating the key with the GUID, taking the SHA-1 hash, base64-encoding it
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] hash = sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private boolean endsHead() {
        int length = head.length();
        return head.charAt(length - 1) == '\n'
                && length >= 4
                && "\r\n\r\n".contentEquals(head.subSequence(length - 4, length));
    }

    private void check(String answer) {
        String[] lines = answer.split("\r\n");
        if (!lines[0].startsWith("HTTP/1.1 101")) {
            throw new ProtocolError("opening handshake answered with: " + lines[0]);
        }
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0
                    && "sec-websocket-accept".equals(line.substring(0, colon).toLowerCase(Locale.ROOT))) {
                if (!line.substring(colon + 1).trim().equals(expectedAccept)) {
                    throw new ProtocolError("wrong Sec-WebSocket-Accept");
                }
                return;
            }
        }
        throw new ProtocolError("no Sec-WebSocket-Accept");
    }
}
