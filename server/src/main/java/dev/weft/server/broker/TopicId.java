package dev.weft.server.broker;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names a topic on the whole server.
 *
 * @param kind its kind
 * @param handler the id of the handler it belongs to
 * @param name the name by which the handler asks for it
 */
public record TopicId(TopicKind kind, String handler, String name) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./~:@-]{1,128}");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public TopicId {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a topic's name has 1 to 128 characters of A-Z a-z 0-9 - _ . / ~ : @, not "
                            + (name.length() > 128 ? name.length() + " characters" : "'" + name + "'"));
        }
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + handler + "/" + name;
    }
}
