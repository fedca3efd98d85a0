package dev.weft.engine.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The header fields of a head, in order, found by name in any case (RFC 9110 5.1: "Field names are case-insensitive").
 * Immutable. Values are ISO 8859-1 text, as RFC 9110 5.5 says for bytes above ASCII.
 */
public final class HeaderFields {

    /** Without any field. */
    public static final HeaderFields EMPTY = new HeaderFields(new byte[0], new int[0]);

    /** Four bytes of a line that are neither name nor value: the colon, a space, CR and LF. */
    private static final int LINE_OVERHEAD = 4;

    private final byte[] bytes;

    /** Ends of name, value, name, value and so on; each piece starts where the one before ends. */
    private final int[] ends;

    HeaderFields(byte[] bytes, int[] ends) {
        this.bytes = bytes;
        this.ends = ends;
    }

    /**
     * The fields from alternating names and values.
     *
     * @throws IllegalArgumentException as {@link Builder#add}, or if the last name has no value
     */
    public static HeaderFields of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a name without a value");
        }
        Builder builder = new Builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    /** Starts with no field. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many fields there are. */
    public int size() {
        return ends.length / 2;
    }

    /** The name of a field, as it was written. */
    public String name(int index) {
        return text(nameStart(index), nameEnd(index));
    }

    /** The value of a field, without white space around it. */
    public String value(int index) {
        return text(nameEnd(index), valueEnd(index));
    }

    /** The value of the first field of this name. */
    public Optional<String> first(String name) {
        int index = next(name, 0);
        return index < 0 ? Optional.empty() : Optional.of(value(index));
    }

    /** The values of all fields of this name, in order. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(2);
        for (int i = next(name, 0); i >= 0; i = next(name, i + 1)) {
            values.add(value(i));
        }
        return values;
    }

    /** How many fields have this name. */
    public int count(String name) {
        int count = 0;
        for (int i = next(name, 0); i >= 0; i = next(name, i + 1)) {
            count++;
        }
        return count;
    }

    /** Whether a field has this name. */
    public boolean contains(String name) {
        return next(name, 0) >= 0;
    }

    /** Whether a field's name begins with this, in any case. */
    public boolean containsPrefix(String prefix) {
        for (int i = 0; i < size(); i++) {
            int start = nameStart(i);
            if (nameEnd(i) - start >= prefix.length() && isAt(start, prefix)) {
                return true;
            }
        }
        return false;
    }

    /** The elements of all comma-separated lists of this name, in order, without white space around them. */
    public List<String> tokens(String name) {
        List<String> tokens = new ArrayList<>(4);
        for (int i = next(name, 0); i >= 0; i = next(name, i + 1)) {
            // RFC 9110 5.6.1.2: "A recipient MUST parse and ignore a reasonable number of empty list elements".
            for (int from = nameEnd(i); from < valueEnd(i); from = elementEnd(from, valueEnd(i)) + 1) {
                int start = trimmedStart(from, elementEnd(from, valueEnd(i)));
                int end = trimmedEnd(start, elementEnd(from, valueEnd(i)));
                if (end > start) {
                    tokens.add(text(start, end));
                }
            }
        }
        return tokens;
    }

    /** Whether the comma-separated lists of this name contain an element, in any case. Allocates nothing. */
    public boolean hasToken(String name, String token) {
        for (int i = next(name, 0); i >= 0; i = next(name, i + 1)) {
            for (int from = nameEnd(i); from < valueEnd(i); from = elementEnd(from, valueEnd(i)) + 1) {
                int start = trimmedStart(from, elementEnd(from, valueEnd(i)));
                int end = trimmedEnd(start, elementEnd(from, valueEnd(i)));
                if (end - start == token.length() && isAt(start, token)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * These fields and one more.
     *
     * @throws IllegalArgumentException as {@link Builder#add}
     */
    public HeaderFields with(String name, String value) {
        return new Builder().addAll(this).add(name, value).build();
    }

    /** Bytes of {@link #encode}. */
    int encodedSize() {
        return bytes.length + LINE_OVERHEAD * size();
    }

    /** Writes the header lines, without the empty line after them. */
    void encode(ByteBuffer out) {
        for (int i = 0; i < size(); i++) {
            out.put(bytes, nameStart(i), nameEnd(i) - nameStart(i));
            out.put((byte) ':').put((byte) ' ');
            out.put(bytes, nameEnd(i), valueEnd(i) - nameEnd(i));
            out.put((byte) '\r').put((byte) '\n');
        }
    }

    private int nameStart(int index) {
        return index == 0 ? 0 : ends[2 * index - 1];
    }

    private int nameEnd(int index) {
        return ends[2 * index];
    }

    private int valueEnd(int index) {
        return ends[2 * index + 1];
    }

    /** The index of the next field of this name, or -1. */
    private int next(String name, int from) {
        for (int i = from; i < size(); i++) {
            int start = nameStart(i);
            if (nameEnd(i) - start == name.length() && isAt(start, name)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isAt(int start, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (HttpSyntax.lower(bytes[start + i]) != HttpSyntax.lower(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private int elementEnd(int from, int limit) {
        int end = from;
        while (end < limit && bytes[end] != ',') {
            end++;
        }
        return end;
    }

    private int trimmedStart(int from, int end) {
        int start = from;
        while (start < end && HttpSyntax.isWhiteSpace(bytes[start])) {
            start++;
        }
        return start;
    }

    private int trimmedEnd(int start, int to) {
        int end = to;
        while (end > start && HttpSyntax.isWhiteSpace(bytes[end - 1])) {
            end--;
        }
        return end;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeaderFields fields
                && Arrays.equals(bytes, fields.bytes)
                && Arrays.equals(ends, fields.ends);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Only the names: a value may be a cookie or a key, and this ends up in a log. */
    @Override
    public String toString() {
        List<String> names = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            names.add(name(i));
        }
        return names.toString();
    }

    /** Collects fields for a response. */
    public static final class Builder {

        /** Why 256 and 8? The answer to a handshake has 100 to 200 bytes and four or five fields. */
        private final FieldBuffer buffer = new FieldBuffer(256, 8);

        private Builder() {}

        /**
         * Adds a field at the end.
         *
         * @throws IllegalArgumentException if the name is not a token or the value holds a line end, another control
         *     character, or anything beyond ISO 8859-1: neither may reach the wire
         */
        public Builder add(String name, String value) {
            if (!HttpSyntax.isToken(name)) {
                throw new IllegalArgumentException("header name is not a token");
            }
            for (int i = 0; i < value.length(); i++) {
                if (!HttpSyntax.isFieldChar(value.charAt(i))) {
                    throw new IllegalArgumentException("value of " + name + " holds a character that is not allowed");
                }
            }
            buffer.append(name);
            buffer.end();
            buffer.append(value.strip());
            buffer.end();
            return this;
        }

        /** Adds all fields of another head at the end. */
        public Builder addAll(HeaderFields fields) {
            for (int i = 0; i < fields.size(); i++) {
                buffer.append(fields.bytes, fields.nameStart(i), fields.nameEnd(i));
                buffer.end();
                buffer.append(fields.bytes, fields.nameEnd(i), fields.valueEnd(i));
                buffer.end();
            }
            return this;
        }

        /** The fields so far. */
        public HeaderFields build() {
            return buffer.fieldsFrom(0);
        }
    }
}
