package dev.weft.server.web;

import java.util.List;

/**
 * The version of a file (RFC 9110 8.8.3), strong: it changes whenever a byte changes.
 *
 * @param text the tag, including its quotes
 */
record EntityTag(String text) {

    private static final String WEAK = "W/";

    /** A tag of hex digits and hyphens: it contains no comma or quote that could break a list. */
    static EntityTag of(long length, long modified, long changed) {
        return new EntityTag('"'
                + Long.toHexString(length)
                + '-'
                + Long.toHexString(modified)
                + '-'
                + Long.toHexString(changed)
                + '"');
    }

    /** Whether {@code If-None-Match} names it. RFC 9110 13.1.2: "MUST use the weak comparison function". */
    boolean isAmongWeakly(List<String> tags) {
        return tags.stream().anyMatch(tag -> tag.equals("*") || tag.equals(text) || tag.equals(WEAK + text));
    }

    /** Whether {@code If-Match} names it. RFC 9110 13.1.1: "MUST use the strong comparison function". */
    boolean isAmong(List<String> tags) {
        return tags.stream().anyMatch(tag -> tag.equals("*") || tag.equals(text));
    }
}
