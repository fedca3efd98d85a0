package dev.weft.server.web;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The one range of bytes that a request asks for (RFC 9110 14.1.2). */
sealed interface ByteRange {

    /** No range that is understood: the whole file is sent. */
    record Whole() implements ByteRange {}

    /** Bytes from one position to another, both included. */
    record Part(long first, long last) implements ByteRange {

        long length() {
            return last - first + 1;
        }
    }

    /** None of the file's bytes is in the range. */
    record Unsatisfiable() implements ByteRange {}

    /**
     * Reads a {@code Range} field for a file of a length. Several ranges are ignored: RFC 9110 14.2: "A server MAY
     * ignore the Range header field", and a thousand overlapping ones are an attack.
     */
    static ByteRange of(String value, long length) {
        // RFC 9110 14.1.1: ranges-specifier = range-unit "=" range-set; range units are case-insensitive.
        if (!value.regionMatches(true, 0, "bytes=", 0, 6)) {
            return new Whole();
        }
        String range = withoutEmptyElements(value.substring(6));
        int dash = range.indexOf('-');
        if (dash < 0) {
            return new Whole();
        }
        String first = range.substring(0, dash);
        String last = range.substring(dash + 1);
        boolean isRange = isNumberOrNothing(first) && isNumberOrNothing(last) && first.length() + last.length() > 0;
        if (!isRange) {
            return new Whole();
        }
        return first.isEmpty() ? suffix(number(last), length) : part(number(first), last, length);
    }

    /** Reduces a list of one range to that range; a list of several stays a list, which is not a valid range. */
    private static String withoutEmptyElements(String list) {
        // RFC 9110 5.6.1.2: "A recipient MUST parse and ignore a reasonable number of empty list elements".
        return list.indexOf(',') < 0
                ? list
                : Arrays.stream(list.split(","))
                        .map(String::strip)
                        .filter(element -> !element.isEmpty())
                        .collect(Collectors.joining(","));
    }

    private static ByteRange part(long first, String last, long length) {
        long end = last.isEmpty() ? Long.MAX_VALUE : number(last);
        // RFC 9110 14.1.1: "An int-range is invalid if the last-pos value is present and less than the first-pos."
        if (end < first) {
            return new Whole();
        }
        // RFC 9110 14.1.2: "if the selected representation is shorter [...] the byte range is interpreted as the
        // remainder".
        return first < length ? new Part(first, Math.min(end, length - 1)) : new Unsatisfiable();
    }

    private static ByteRange suffix(long count, long length) {
        // RFC 9110 14.1.2: "If the selected representation is shorter than the specified suffix-length, the entire
        // representation is used."
        return count == 0 || length == 0 ? new Unsatisfiable() : new Part(Math.max(0, length - count), length - 1);
    }

    private static boolean isNumberOrNothing(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static long number(String digits) {
        // Why 18? More digits may not fit into a long, and no file is that long.
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
