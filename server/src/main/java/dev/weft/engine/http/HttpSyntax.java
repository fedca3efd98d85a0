package dev.weft.engine.http;

/** Which bytes may stand where (RFC 9110 5.6, RFC 3986). One table look-up per byte. */
public final class HttpSyntax {

    /** RFC 9110 5.6.2: token characters: letters, digits and 15 marks. */
    static final int TOKEN = 1;

    /** A byte of a path, apart from the percent sign. */
    static final int PATH = 2;

    /** A byte of a query, apart from the percent sign. */
    static final int QUERY = 4;

    /** RFC 9110 5.5: a byte of a field value, with the white space inside it. */
    static final int FIELD = 8;

    /** RFC 3986 3.2.2: a byte of a registered name, apart from the percent sign. */
    static final int HOST = 16;

    private static final String ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    /** RFC 3986 2.2 and 2.3: sub-delims, and the unreserved characters that are neither letter nor digit. */
    private static final String HOST_MARKS = "-._~!$&'()*+,;=";

    private static final byte[] CLASSES = classes();

    private HttpSyntax() {}

    /** Whether a byte (0 to 255) belongs to a class. */
    static boolean is(int characterClass, int b) {
        return (CLASSES[b] & characterClass) != 0;
    }

    /** Whether a character may stand in a token (RFC 9110 5.6.2). */
    public static boolean isTokenChar(char c) {
        return c < 128 && is(TOKEN, c);
    }

    /** Whether a text is a token (RFC 9110 5.6.2), so not empty. */
    public static boolean isToken(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenChar(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether a character may stand in a field value (RFC 9110 5.5): no control but HTAB, nothing above a byte. */
    public static boolean isFieldChar(char c) {
        return c < 256 && is(FIELD, c);
    }

    /** Whether a character is optional white space (RFC 9110 5.6.3). */
    public static boolean isWhiteSpace(int c) {
        return c == ' ' || c == '\t';
    }

    /** A to Z as a to z, anything else as it is. */
    static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        mark(classes, TOKEN, ALPHANUMERIC + "!#$%&'*+-.^_`|~");
        mark(classes, HOST, ALPHANUMERIC + HOST_MARKS);
        // RFC 3986 3.3: pchar is unreserved, sub-delims, ":" and "@". Browsers send "[", "]", "^" and "|" of a path
        // unescaped (WHATWG URL 1.3), which is harmless. They turn a backslash into "/", so no honest client sends one.
        mark(classes, PATH, ALPHANUMERIC + HOST_MARKS + ":@/[]^|");
        // RFC 3986 3.4 adds "?"; a browser leaves these eight raw in a query, so ?filter={a|b} must work.
        mark(classes, QUERY, ALPHANUMERIC + HOST_MARKS + ":@/?[]^|\\`{}");
        for (int b = 0; b < 256; b++) {
            // RFC 9110 5.5: field-vchar is VCHAR and obs-text (0x80-0xFF); space and HTAB stand between them.
            if (b == '\t' || (b >= ' ' && b != 0x7F)) {
                classes[b] |= FIELD;
            }
        }
        return classes;
    }

    private static void mark(byte[] classes, int characterClass, String members) {
        for (int i = 0; i < members.length(); i++) {
            classes[members.charAt(i)] |= (byte) characterClass;
        }
    }
}
