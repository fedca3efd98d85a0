package dev.weft.it.wire;

import dev.weft.it.wire.Transcript.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Takes apart all bytes that a server sent on one connection: responses, and after a 101 frames. */
final class ReplyReader implements AutoCloseable {

    /** Why 64? A payload up to here is shown as it is; of a longer one, the length and a checksum. */
    private static final int SHOWN = 64;

    private static final byte[] TAIL = {0, 0, -1, -1};

    private final ByteBuffer in;
    private final boolean afterHead;
    private final Inflater inflater = new Inflater(true);
    private final List<Reply> replies = new ArrayList<>();

    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private int firstByte;

    /** Reads all that the server sent to these requests. */
    static List<Reply> responses(byte[] bytes, byte[] requests) {
        // RFC 9110 9.3.2: "the server MUST NOT send content in the response" to HEAD.
        boolean afterHead = new String(requests, StandardCharsets.ISO_8859_1).startsWith("HEAD ");
        return read(bytes, afterHead, false);
    }

    /** Reads all that the server sent after its 101. */
    static List<Reply> frames(byte[] bytes) {
        return read(bytes, false, true);
    }

    private static List<Reply> read(byte[] bytes, boolean afterHead, boolean upgraded) {
        try (ReplyReader reader = new ReplyReader(bytes, afterHead)) {
            reader.readAll(upgraded);
            return reader.replies;
        }
    }

    /** What stands for a payload in a reply. */
    static String shown(byte[] payload) {
        if (payload.length == 0) {
            return "";
        }
        if (payload.length <= SHOWN) {
            return " " + HexFormat.of().formatHex(payload);
        }
        CRC32 sum = new CRC32();
        sum.update(payload);
        return " " + payload.length + " bytes, CRC " + Long.toHexString(sum.getValue());
    }

    private ReplyReader(byte[] bytes, boolean afterHead) {
        this.in = ByteBuffer.wrap(bytes);
        this.afterHead = afterHead;
    }

    @Override
    public void close() {
        inflater.end();
    }

    private void readAll(boolean alreadyUpgraded) {
        boolean upgraded = alreadyUpgraded;
        while (in.hasRemaining() && (replies.isEmpty() || !replies.getLast().isGarbage())) {
            if (upgraded) {
                readFrame();
            } else {
                upgraded = readResponse();
            }
        }
    }

    /** Reads a response; whether frames follow. */
    private boolean readResponse() {
        String rest = StandardCharsets.ISO_8859_1.decode(in.duplicate()).toString();
        int end = rest.indexOf("\r\n\r\n");
        if (end < 0 || !rest.matches("(?s)HTTP/1\\.[01] \\d{3}[ \r].*")) {
            garbage();
            return false;
        }
        in.position(in.position() + end + 4);
        List<String> lines =
                rest.substring(0, end).toLowerCase(Locale.ROOT).lines().toList();
        List<String> fields = lines.subList(1, lines.size());
        Reply head = new Reply(rest.substring(9, 12), fields);
        replies.add(head);
        if (head.status() != 101) {
            skipContent(fields);
        }
        return head.status() == 101;
    }

    private void skipContent(List<String> fields) {
        boolean none = Set.of(204, 304).contains(replies.getLast().status()) || (afterHead && replies.size() == 1);
        int length = fields.stream()
                .filter(field -> field.startsWith("content-length:"))
                .map(field -> Integer.parseInt(
                        field.substring("content-length:".length()).strip()))
                .findFirst()
                .orElseGet(this::upToNextResponse);
        if (!none) {
            in.position(Math.min(in.limit(), in.position() + length));
        }
    }

    /** Content without a length ends where the connection does; or, chunked, where something like a response begins. */
    private int upToNextResponse() {
        String rest = StandardCharsets.ISO_8859_1.decode(in.duplicate()).toString();
        int next = rest.indexOf("HTTP/1.");
        return next < 0 ? rest.length() : next;
    }

    private void readFrame() {
        in.mark();
        if (in.remaining() < 2) {
            garbage();
            return;
        }
        int first = in.get() & 0xFF;
        int length7 = in.get() & 0xFF;
        int extended = length7 == 126 ? 2 : length7 == 127 ? 8 : 0;
        // RFC 6455 5.1: "A server MUST NOT mask any frames that it sends to the client."
        if (length7 > 127 || in.remaining() < extended) {
            garbage();
            return;
        }
        long length = extended == 2 ? in.getShort() & 0xFFFF : extended == 8 ? in.getLong() : length7;
        if (length < 0 || length > in.remaining()) {
            garbage();
            return;
        }
        byte[] payload = new byte[(int) length];
        in.get(payload);
        frame(first, payload);
    }

    private void frame(int first, byte[] payload) {
        switch (first & 0x0F) {
            case 0, 1, 2 -> data(first, payload);
            case 8 -> replies.add(Reply.frame(close(payload)));
            case 9 -> replies.add(Reply.frame("ping" + shown(payload)));
            case 10 -> replies.add(Reply.frame("pong" + shown(payload)));
            default -> garbage();
        }
    }

    private void data(int first, byte[] payload) {
        firstByte = (first & 0x0F) == 0 ? firstByte : first;
        message.writeBytes(payload);
        if ((first & 0x80) == 0) {
            return;
        }
        byte[] whole = message.toByteArray();
        message.reset();
        String kind = (firstByte & 0x0F) == 1 ? "text" : "binary";
        try {
            replies.add(Reply.frame(kind + shown((firstByte & 0x40) == 0 ? whole : inflated(whole))));
        } catch (DataFormatException notDeflate) {
            replies.add(Reply.frame("garbage instead of DEFLATE: " + notDeflate.getMessage()));
        }
    }

    /** One stream for all messages: it reads those of a server that takes its context over, and the others. */
    private byte[] inflated(byte[] payload) throws DataFormatException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        for (byte[] input : List.of(payload, TAIL)) {
            inflater.setInput(input);
            int count;
            while ((count = inflater.inflate(piece)) > 0) {
                out.write(piece, 0, count);
            }
        }
        return out.toByteArray();
    }

    private static String close(byte[] payload) {
        return payload.length < 2
                ? "close"
                : "close " + (ByteBuffer.wrap(payload).getShort() & 0xFFFF);
    }

    private void garbage() {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        replies.add(Reply.frame("garbage " + HeadText.written(rest, SHOWN)));
    }
}
