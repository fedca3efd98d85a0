package dev.weft.it.wire;

import dev.weft.it.wire.Transcript.End;
import dev.weft.it.wire.Transcript.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What has to come back.
 *
 * <pre>
 * 400                        a response, and then the connection is closed: nothing after it is processed
 * 426 [Upgrade: websocket]   the same, with a header line
 * 101 [no X-Field] then open a response without a header line; the connection can be used afterwards
 * text 'Hello' then open     a message; also binary and pong, with bytes as {@link FrameText} reads them
 * 3 times text 'a'           three of them
 * close 1002                 a Close with this code, and then the connection is closed
 * end                        the connection is closed, without a word
 * </pre>
 *
 * @param wanted in order
 * @param staysOpen whether the connection can be used afterwards
 */
public record Expected(List<Wanted> wanted, boolean staysOpen) {

    private static final Pattern COUNTED = Pattern.compile("(\\d+) times (.*)");

    /**
     * One of the things that have to come.
     *
     * @param line as {@link Reply#line}
     * @param present header lines that have to be there, or only names
     * @param absent header names that must not be there
     */
    record Wanted(String line, List<String> present, List<String> absent) {

        boolean matches(Reply reply) {
            return line.equals(reply.line())
                    && present.stream().allMatch(field -> has(reply, field))
                    && absent.stream().noneMatch(name -> has(reply, name));
        }

        private static boolean has(Reply reply, String field) {
            return reply.fields().stream().anyMatch(line -> line.equals(field) || line.startsWith(field + ":"));
        }
    }

    static Expected parse(String text) {
        List<Wanted> wanted = new ArrayList<>();
        List<String> items = new ArrayList<>(Arrays.asList(text.split(" then ", -1)));
        boolean staysOpen = items.getLast().equals("open");
        items.removeIf(item -> item.equals("open") || item.equals("end"));
        for (String item : items) {
            Matcher counted = COUNTED.matcher(item);
            int count = counted.matches() ? Integer.parseInt(counted.group(1)) : 1;
            Wanted one = wanted(counted.matches() ? counted.group(2) : item);
            for (int i = 0; i < count; i++) {
                wanted.add(one);
            }
        }
        return new Expected(wanted, staysOpen);
    }

    private static Wanted wanted(String item) {
        String[] words = item.split(" ", 2);
        String rest = words.length == 2 ? words[1] : "";
        return switch (words[0]) {
            case "text", "binary", "pong" ->
                new Wanted(words[0] + ReplyReader.shown(FrameText.bytes(rest)), List.of(), List.of());
            case "close" -> {
                check(rest.isEmpty() || rest.matches("\\d{4}"), item);
                yield new Wanted(item, List.of(), List.of());
            }
            default -> head(words[0], rest);
        };
    }

    private static Wanted head(String status, String rest) {
        check(status.matches("[1-5]\\d\\d"), status);
        List<String> present = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (String rule : rest.replace("]", "").split("\\[", -1)) {
            String field = rule.strip().toLowerCase(Locale.ROOT);
            if (field.startsWith("no ")) {
                absent.add(field.substring(3));
            } else if (!field.isEmpty()) {
                present.add(field);
            }
        }
        return new Wanted(status, present, absent);
    }

    private static void check(boolean isRight, String item) {
        if (!isRight) {
            throw new IllegalArgumentException("nothing that can be expected: " + item);
        }
    }

    /** Whether the last of it refuses something, as far as can be seen. */
    boolean isRefusal() {
        return !staysOpen
                && !wanted.isEmpty()
                && (wanted.getLast().line().compareTo("400") >= 0
                        || wanted.getLast().line().startsWith("close"));
    }

    /** Whether just this came, and then what {@code after} says. */
    boolean isExactly(Transcript transcript, Expected after) {
        List<Wanted> all = new ArrayList<>(wanted);
        all.addAll(after.wanted);
        List<Reply> replies = transcript.replies();
        if (replies.size() != all.size() || transcript.end() != End.CLOSED) {
            return false;
        }
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).matches(replies.get(i))) {
                return false;
            }
        }
        return true;
    }
}
