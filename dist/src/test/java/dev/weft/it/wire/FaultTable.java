package dev.weft.it.wire;

import dev.weft.it.wire.Fault.Mode;
import dev.weft.it.wire.Fault.Note;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads the table from the text files beside this class.
 *
 * <pre>
 * # a comment
 * let NAME text                       from here on, {NAME} stands for the text
 * mode heads | frames | deflate       what kind of connection the lines below are about; starts the default server anew
 * server --max-fragments 16           settings of the server that the lines below are about
 * 93 | what is done | what is sent | what has to come | notes
 * 63 X=83,84 | ...                    several lines that differ in {X}
 * </pre>
 *
 * What is sent is read by {@link HeadText} or {@link FrameText}, what has to come by {@link Expected}; the notes are those of
 * {@link Note}. The columns stand between bars with a space on both sides.
 */
public final class FaultTable {

    private static final List<String> FILES =
            List.of("heads.txt", "handshakes.txt", "frames.txt", "deflate.txt", "limits.txt", "files.txt");

    private final Map<String, String> names = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private Mode mode = Mode.HEADS;
    private List<String> settings = List.of();

    private FaultTable() {}

    /** All lines. */
    public static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (String file : FILES) {
            all.addAll(read(file, text(file)));
        }
        return all;
    }

    /** The lines of one file. */
    static List<Fault> read(String file, String text) {
        FaultTable table = new FaultTable();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            try {
                table.readLine(line.strip());
            } catch (RuntimeException notATable) {
                throw new IllegalArgumentException(file + ":" + number + ": " + notATable.getMessage(), notATable);
            }
        }
        return table.faults;
    }

    private static String text(String file) {
        try (InputStream in = Objects.requireNonNull(FaultTable.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void readLine(String line) {
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "", "#" -> {
                // For the reader.
            }
            case "let" -> names.put(words[1], named(words[2]));
            case "mode" -> {
                mode = Mode.valueOf(words[1].toUpperCase(Locale.ROOT));
                settings = List.of();
            }
            case "server" ->
                settings = List.of(line.substring("server ".length()).split(" ", -1));
            default -> readRow(line);
        }
    }

    private void readRow(String line) {
        // The number of a row may name a variable and its values.
        String[] number = line.substring(0, line.indexOf(" | ")).strip().split("[ =,]", -1);
        if (number.length == 1) {
            add(line);
            return;
        }
        for (int i = 2; i < number.length; i++) {
            add(line.replace("{" + number[1] + "}", number[i]));
        }
    }

    private void add(String line) {
        // The last column may be empty, and the space after its bar is the first thing an editor takes away.
        String[] columns = (named(line) + ' ').split(" \\| ", -1);
        int row = Integer.parseInt(columns[0].strip().split(" ", -1)[0]);
        String sent = columns[2].strip();
        faults.add(new Fault(
                row,
                columns[1].strip(),
                mode,
                mode == Mode.HEADS ? HeadText.bytes(sent) : FrameText.bytes(sent),
                Expected.parse(columns[3].strip()),
                notes(columns.length > 4 ? columns[4].strip() : ""),
                settings));
    }

    private static Set<Note> notes(String words) {
        Set<Note> notes = EnumSet.noneOf(Note.class);
        for (String word : words.split(" ", -1)) {
            if (!word.isEmpty()) {
                notes.add(Note.valueOf(word.toUpperCase(Locale.ROOT)));
            }
        }
        return notes;
    }

    private String named(String text) {
        String named = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace("{" + name.getKey() + "}", name.getValue());
        }
        return named;
    }
}
