package dev.weft.spi;

import java.util.regex.Pattern;

/**
 * A place in a kept topic: the last message that somebody has seen. Its text means nothing to anybody but the server; a
 * made-up one gives no right to anything, and at worst {@link Catchup#LOST}.
 *
 * @param token 1 to 64 characters of {@code A-Z a-z 0-9 - . _}
 */
public record Position(String token) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the token has another form
     */
    public Position {
        if (!FORM.matcher(token).matches()) {
            throw new IllegalArgumentException("a position has 1 to 64 characters of A-Z a-z 0-9 - . _");
        }
    }

    @Override
    public String toString() {
        return token;
    }
}
