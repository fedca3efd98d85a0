package dev.weft.server.plugin.inspect;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which packages of a JAR are its author's, and not those of a library inside it: those that begin like the handler's, as
 * far as the name of an owner reaches ({@code com.acme}).
 */
final class AuthorPackages {

    /** Names of many owners, whose own is the one behind them. */
    private static final Set<String> SHARED = Set.of(
            "com/github",
            "com/gitlab",
            "com/google",
            "io/github",
            "io/gitlab",
            "org/apache",
            "org/codeberg",
            "org/eclipse");

    /** A library that was moved below the author's packages, so that it collides with no other copy. */
    private static final Pattern MOVED = Pattern.compile(
            "(.*/)?(shade|shaded|shadow|shadowed|relocated|repackaged|vendor|vendored|thirdparty|third_party|libs?|"
                    + "(com|org|io|net)/[^/]+)/.*");

    private final String prefix;

    /** Of a handler; its name in internal form. */
    AuthorPackages(String handler) {
        prefix = ownerOf(handler);
    }

    /** How the names of an owner's classes begin, with the slash at its end; empty for a class without a package. */
    static String ownerOf(String internalName) {
        int first = internalName.indexOf('/');
        int second = internalName.indexOf('/', first + 1);
        boolean isShared = second >= 0 && SHARED.contains(internalName.substring(0, second));
        int third = isShared ? internalName.indexOf('/', second + 1) : -1;
        return internalName.substring(0, Math.max(first, Math.max(second, third)) + 1);
    }

    /** Whether a class is the author's, or one that was moved below the author's packages. */
    boolean own(String internalName) {
        return ownerOf(internalName).equals(prefix);
    }

    /** Whether a class is the author's; its name in internal form. */
    boolean contain(String internalName) {
        return own(internalName)
                && !MOVED.matcher(internalName.substring(prefix.length())).matches();
    }
}
