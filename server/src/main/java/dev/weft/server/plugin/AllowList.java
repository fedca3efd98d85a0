package dev.weft.server.plugin;

import dev.weft.server.config.TextLines;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The optional file {@code plugins.sha256} in a plugins folder: the contents that may be plugins there, as {@code
 * sha256sum *.jar > plugins.sha256} writes it. The digest decides; the name behind it is for who reads the list.
 */
final class AllowList {

    static final String FILE = "plugins.sha256";

    /** Why 1 MiB? Ten thousand lines; nobody has so many plugins. */
    private static final long MAX_SIZE = 1 << 20;

    /** A digest; then, as sha256sum has it, a space, a space or an asterisk, and the file's name. */
    private static final Pattern LINE = Pattern.compile("([0-9A-Fa-f]{64})(?:[ \\t]+\\*?(\\S.*))?");

    private AllowList() {}

    /**
     * Lets a JAR pass whose folder has no list, or has it on the list.
     *
     * @throws PluginRejectedException if it is not on the list, or the list is broken
     */
    static void check(CopiedJar jar) throws PluginRejectedException {
        Path list = jar.original().resolveSibling(FILE);
        if (!Files.exists(list, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        String name = String.valueOf(jar.original().getFileName());
        String needed = jar.sha256() + "  " + name;
        String instead = "add the line ";
        List<String> lines = read(list);
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i).strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            Matcher line = LINE.matcher(text);
            if (!line.matches()) {
                // What does one line that nobody understands say about the others?
                throw new PluginRejectedException(
                        FILE + " line " + (i + 1) + " is no SHA-256 with or without a file name, so no file of"
                                + " this folder is taken: " + FaultText.oneLine(text));
            }
            if (line.group(1).toLowerCase(Locale.ROOT).equals(jar.sha256())) {
                return;
            }
            if (name.equals(line.group(2))) {
                instead = "if this content is meant, write in its line " + (i + 1) + " ";
            }
        }
        throw new PluginRejectedException("its content is not in " + FILE + ": " + instead + needed);
    }

    private static List<String> read(Path list) throws PluginRejectedException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(list, BasicFileAttributes.class);
            // A pipe or a device would be read for ever.
            if (!attributes.isRegularFile() || attributes.size() > MAX_SIZE) {
                throw new PluginRejectedException(
                        FILE + " is not a file of at most " + MAX_SIZE + " bytes, so no file of this folder is taken");
            }
            return TextLines.read(list);
        } catch (CharacterCodingException notText) {
            throw new PluginRejectedException(FILE + " is not UTF-8 text, so no file of this folder is taken");
        } catch (IOException e) {
            throw PluginRejectedException.forNow(
                    FILE + " cannot be read, so no file of this folder is taken: " + FaultText.of(e));
        }
    }
}
