package dev.weft.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page of the documents.
 *
 * @param file where it lies
 * @param prose its lines outside of fenced blocks
 * @param blocks its fenced blocks
 */
record Markdown(Path file, List<String> prose, List<Block> blocks) {

    private static final String FENCE = "```";
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /**
     * What stands between two fences.
     *
     * @param language what the first fence says, often nothing
     * @param text its lines, those that end in a backslash joined with the next
     */
    record Block(String language, String text) {}

    static Markdown read(Path file) throws IOException {
        return parse(file, Files.readString(file));
    }

    static Markdown parse(Path file, String text) {
        List<String> prose = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        String[] parts = text.split("(?m)^" + FENCE, -1);
        for (int i = 0; i < parts.length; i++) {
            if (i % 2 == 0) {
                prose.addAll(parts[i].lines().toList());
            } else {
                String[] block = parts[i].split("\n", 2);
                blocks.add(new Block(block[0].strip(), block[1].replace("\\\n", " ")));
            }
        }
        return new Markdown(file, prose, blocks);
    }

    /** Where its links lead, as they are written. */
    List<String> links() {
        return prose.stream().flatMap(line -> matches(LINK, line)).toList();
    }

    /** What stands between backticks in the prose. */
    List<String> codes() {
        return prose.stream().flatMap(line -> matches(CODE, line)).toList();
    }

    /** What a link to a part of it can name. */
    Set<String> anchors() {
        return prose.stream()
                .map(HEADING::matcher)
                .filter(Matcher::matches)
                .map(heading -> anchor(heading.group(1)))
                .collect(Collectors.toSet());
    }

    /** The lines of all blocks. */
    Stream<String> blockLines() {
        return blocks.stream().flatMap(block -> block.text().lines());
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .strip()
                .replace(' ', '-');
    }

    private static Stream<String> matches(Pattern pattern, String line) {
        return pattern.matcher(line).results().map((MatchResult result) -> result.group(1));
    }
}
