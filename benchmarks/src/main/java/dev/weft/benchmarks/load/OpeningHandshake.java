package dev.weft.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The client's side of one opening handshake: a request, as a rule without extensions, and the check of its answer. */
final class OpeningHandshake {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 1.3
    private static final int NONCE_BYTES = 16; // RFC 6455 4.1: a randomly selected 16-byte value

    /** Why 8 KiB? No answer of an echo server is near it, so a longer one is not an answer. */
    private static final int MAX_HEAD = 8_192;

    /** What the browsers offer. */
    private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\n";

    private static final Pattern CLIENT_BITS = Pattern.compile("client_max_window_bits=\"?(\\d+)");

    private final ByteBuffer request;
    private final String expectedAccept;
    private final Messages messages;
    private final StringBuilder head = new StringBuilder();
    private String extensions = "";

    OpeningHandshake(Target target, Random random, Messages messages) {
        this.messages = messages;
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
                %s
                """.formatted(target.path(), target.authority(), key, isDeflated() ? OFFER : "");
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

    /** What the server answered about extensions; empty if nothing. */
    String extensions() {
        return extensions;
    }

    /** Whether the server's compressed messages may refer back to earlier ones. */
    boolean isServerTakeover() {
        return !extensions.contains("server_no_context_takeover");
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
        String status = answer.substring(0, answer.indexOf("\r\n"));
        if (!status.startsWith("HTTP/1.1 101")) {
            throw new ProtocolError("opening handshake answered with: " + status);
        }
        String accept = field(answer, "sec-websocket-accept");
        if (!accept.equals(expectedAccept)) {
            throw new ProtocolError(accept.isEmpty() ? "no Sec-WebSocket-Accept" : "wrong Sec-WebSocket-Accept");
        }
        extensions = field(answer, "sec-websocket-extensions");
        checkExtensions();
    }

    private void checkExtensions() {
        if (!isDeflated()) {
            // RFC 6455 4.1: "indicates the use of an extension that was not present in the client's handshake"
            if (!extensions.isEmpty()) {
                throw new ProtocolError("extension that was not offered: " + extensions);
            }
            return;
        }
        if (!extensions.startsWith("permessage-deflate")) {
            throw new ProtocolError("server does not speak permessage-deflate");
        }
        Matcher bits = CLIENT_BITS.matcher(extensions);
        if (bits.find()
                && 1 << Integer.parseInt(bits.group(1)) < messages.shape().size()) {
            throw new ProtocolError("server allows a window smaller than the messages: " + extensions);
        }
    }

    private boolean isDeflated() {
        return messages.shape().isDeflated();
    }

    /** A field's value; empty if there is none. */
    private static String field(String head, String name) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).trim())
                .findFirst()
                .orElse("");
    }
}
