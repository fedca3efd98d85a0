package dev.weft.server.plugin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The class names in a service file, as {@link java.util.ServiceLoader} reads it, with reasons that say what to do. */
final class ServiceFile {

    /** Why 100? A plugin has one handler or a few; this bounds the rounds of the discovery. */
    static final int MAX_PROVIDERS = 100;

    private ServiceFile() {}

    /** The names, each once, in order. */
    static List<String> parse(byte[] bytes) throws BadPlugin {
        if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            throw new BadPlugin(JarReader.SERVICE_FILE + " begins with a byte order mark: save it without");
        }
        Set<String> names = new LinkedHashSet<>();
        List<String> lines = decode(bytes).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String name = withoutComment(lines.get(i)).strip();
            if (!name.isEmpty()) {
                checkName(name, i + 1);
                names.add(name);
            }
        }
        if (names.size() > MAX_PROVIDERS) {
            throw new BadPlugin(JarReader.SERVICE_FILE + " names more than " + MAX_PROVIDERS + " classes");
        }
        return List.copyOf(names);
    }

    private static String decode(byte[] bytes) throws BadPlugin {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadPlugin(JarReader.SERVICE_FILE + " is not UTF-8 text");
        }
    }

    private static String withoutComment(String line) {
        int hash = line.indexOf('#');
        return hash < 0 ? line : line.substring(0, hash);
    }

    private static void checkName(String name, int line) throws BadPlugin {
        if (!isClassName(name)) {
            throw new BadPlugin(JarReader.SERVICE_FILE + " line " + line + ": '" + FaultText.oneLine(name)
                    + "' is not a class name");
        }
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
