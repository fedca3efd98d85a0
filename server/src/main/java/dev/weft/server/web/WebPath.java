package dev.weft.server.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Splits the path of a request into names of files and folders. */
final class WebPath {

    /** Why 32? No web folder is that deep, and each segment may cost a disk access. */
    private static final int MAX_SEGMENTS = 32;

    private static final String INDEX = "index.html";

    private WebPath() {}

    /** The names along the path, decoded; empty if one of them could be anything but a visible file or folder. */
    static Optional<List<String>> names(String path) {
        if (path.equals("/")) {
            return Optional.of(List.of(INDEX));
        }
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        int from = 1;
        while (from <= path.length() && names.size() < MAX_SEGMENTS) {
            int slash = path.indexOf('/', from);
            int end = slash < 0 ? path.length() : slash;
            Optional<String> name = decode(path.substring(from, end)).filter(WebPath::isName);
            if (name.isEmpty()) {
                return Optional.empty();
            }
            names.add(name.get());
            from = end + 1;
        }
        return from > path.length() ? Optional.of(names) : Optional.empty();
    }

    private static boolean isName(String name) {
        // A leading dot means a hidden file, "." or "..". A separator, a colon or a trailing dot has a special meaning
        // in some file systems.
        return !name.isEmpty()
                && !name.startsWith(".")
                && !name.endsWith(".")
                && name.chars().noneMatch(c -> c < ' ' || c == 0x7F || c == '/' || c == '\\' || c == ':');
    }

    private static Optional<String> decode(String segment) {
        ByteBuffer bytes = ByteBuffer.allocate(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c != '%') {
                // The parser admits only ASCII; anything else is turned into a byte that is never UTF-8.
                bytes.put((byte) (c < 128 ? c : 0xFF));
            } else if (i + 2 < segment.length() && isHex(segment, i + 1) && isHex(segment, i + 2)) {
                bytes.put((byte) HexFormat.fromHexDigits(segment, i + 1, i + 3));
                i += 2;
            } else {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    private static boolean isHex(String text, int at) {
        return HexFormat.isHexDigit(text.charAt(at));
    }
}
