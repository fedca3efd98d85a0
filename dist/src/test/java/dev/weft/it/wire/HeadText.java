package dev.weft.it.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Reads bytes written down as request heads are: every character stands for itself, but
 *
 * <pre>
 * \r \n \t \\   for the usual bytes
 * \x80          for any byte
 * {300*a}       for a text, so many times
 * {=81['Hi']}   for frames, as {@link FrameText} reads them
 * </pre>
 */
final class HeadText {

    private final String text;
    private int at;

    private HeadText(String text) {
        this.text = text;
    }

    /** The bytes that a text stands for. */
    static byte[] bytes(String text) {
        HeadText reader = new HeadText(text);
        byte[] bytes = reader.items();
        reader.check(reader.at == text.length());
        return bytes;
    }

    private byte[] items() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (at < text.length() && text.charAt(at) != '}') {
            char c = text.charAt(at++);
            if (c == '{') {
                out.writeBytes(group());
            } else {
                check(c < 128);
                out.write(c == '\\' ? escaped() : c);
            }
        }
        return out.toByteArray();
    }

    private byte[] group() {
        if (text.charAt(at) == '=') {
            int end = text.indexOf('}', at);
            check(end > 0);
            byte[] frames = FrameText.bytes(text.substring(at + 1, end));
            at = end + 1;
            return frames;
        }
        int asterisk = text.indexOf('*', at);
        check(asterisk > 0);
        int count = Integer.parseInt(text.substring(at, asterisk));
        at = asterisk + 1;
        byte[] once = items();
        check(at < text.length());
        at++;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            out.writeBytes(once);
        }
        return out.toByteArray();
    }

    private int escaped() {
        check(at < text.length());
        return switch (text.charAt(at++)) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            case '\\' -> '\\';
            case 'x' -> {
                at += 2;
                check(at <= text.length());
                yield HexFormat.fromHexDigits(text, at - 2, at);
            }
            default -> throw new IllegalArgumentException("unknown escape in " + text);
        };
    }

    private void check(boolean isRight) {
        if (!isRight) {
            throw new IllegalArgumentException("column " + (at + 1) + " of: " + text);
        }
    }

    /** What these bytes look like written down, for a failure's message. */
    static String written(byte[] bytes, int most) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < bytes.length && i < most; i++) {
            char c = (char) (bytes[i] & 0xFF);
            if (c >= ' ' && c < 0x7F) {
                out.append(c);
            } else {
                out.append("\\x").append(HexFormat.of().toHexDigits(bytes[i]));
            }
        }
        return out.append(bytes.length > most ? "... (" + bytes.length + " bytes)" : "")
                .toString();
    }

    /** ASCII, for what the player itself sends. */
    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
