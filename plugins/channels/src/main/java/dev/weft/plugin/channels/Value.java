package dev.weft.plugin.channels;

/**
 * A value of JSON as it was received: checked, and unchanged.
 *
 * @param type what it is
 * @param json its text
 */
record Value(JsonType type, String json) {

    boolean is(JsonType wanted) {
        return type == wanted;
    }
}
