package dev.weft.server.plugin.inspect;

import dev.weft.server.plugin.FaultText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A service file, as {@link java.util.ServiceLoader} reads it, with reasons that say what to do.
 *
 * @param lines those that name a class, each class once, in order
 * @param problems why no class of it can be loaded: one bad line spoils the whole file
 */
record ServiceFile(List<Line> lines, List<String> problems) {

    static final String NAME = "META-INF/services/dev.weft.spi.MessageHandler";

    /** A JAR without one. */
    static final ServiceFile NONE = new ServiceFile(List.of(), List.of());

    /** Why 100? A plugin has one handler or a few; this bounds the rounds of the discovery. */
    static final int MAX_PROVIDERS = 100;

    /**
     * A line that names a class.
     *
     * @param number from 1
     * @param className what stands there
     */
    record Line(int number, String className) {

        /** Where it stands. */
        String place() {
            return NAME + " line " + number;
        }
    }

    ServiceFile {
        lines = List.copyOf(lines);
        problems = List.copyOf(problems);
    }

    static ServiceFile parse(byte[] bytes) {
        List<String> problems = new ArrayList<>();
        boolean hasMark =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        if (hasMark) {
            problems.add(NAME + " begins with a byte order mark: save it without");
        }
        List<Line> lines = parse(decode(bytes, hasMark ? 3 : 0, problems), problems);
        if (lines.size() > MAX_PROVIDERS) {
            problems.add(NAME + " names more than " + MAX_PROVIDERS + " classes");
        }
        return new ServiceFile(lines.subList(0, Math.min(lines.size(), MAX_PROVIDERS)), problems);
    }

    private static List<Line> parse(String text, List<String> problems) {
        List<Line> parsed = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String name = withoutComment(lines.get(i)).strip();
            if (!name.isEmpty() && !isClassName(name)) {
                problems.add(NAME + " line " + (i + 1) + ": '" + FaultText.oneLine(name) + "' is not a class name");
            } else if (!name.isEmpty() && seen.add(name)) {
                parsed.add(new Line(i + 1, name));
            }
        }
        return parsed;
    }

    private static String decode(byte[] bytes, int from, List<String> problems) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
        } catch (CharacterCodingException e) {
            problems.add(NAME + " is not UTF-8 text");
            return "";
        }
    }

    private static String withoutComment(String line) {
        int hash = line.indexOf('#');
        return hash < 0 ? line : line.substring(0, hash);
    }

    private static boolean isClassName(String name) {
        for (String part : name.split("\\.", -1)) {
            boolean isIdentifier = !part.isEmpty()
                    && Character.isJavaIdentifierStart(part.codePointAt(0))
                    && part.codePoints().allMatch(Character::isJavaIdentifierPart);
            if (!isIdentifier) {
                return false;
            }
        }
        return true;
    }
}
