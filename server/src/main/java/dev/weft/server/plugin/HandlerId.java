package dev.weft.server.plugin;

import dev.weft.spi.Handler;
import java.util.Locale;
import java.util.regex.Pattern;

/** The id of a handler: the annotation's, or else made of the class name. */
public final class HandlerId {

    // It stands in a URL path (/ws/ID), in a command line (--set ID.KEY=VALUE) and in a log; so no dot, slash or space.
    private static final Pattern LEGAL = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private HandlerId() {}

    /** The id of a handler class, which is not initialised by asking. */
    static String of(Class<?> type) throws PluginRejectedException {
        Handler annotation = type.getAnnotation(Handler.class);
        String id = annotation == null ? kebab(type.getSimpleName()) : annotation.value();
        if (!isLegal(id)) {
            throw new PluginRejectedException(type.getName() + ": the id '" + FaultText.oneLine(id)
                    + "' is not 1 to 64 of a-z, 0-9 and -, starting with a letter: change it in @Handler");
        }
        return id;
    }

    /** Whether a text can be an id: 1 to 64 of a-z, 0-9 and -, starting with a letter. */
    public static boolean isLegal(String id) {
        return LEGAL.matcher(id).matches();
    }

    /** {@code ChatRoomHandler} is {@code chat-room}. */
    static String kebab(String simpleName) {
        String name = simpleName.endsWith("Handler") && simpleName.length() > "Handler".length()
                ? simpleName.substring(0, simpleName.length() - "Handler".length())
                : simpleName;
        return WORD_START.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
    }
}
