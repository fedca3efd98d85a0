package dev.weft.plugin.channels;

/** The types of JSON values that this handler tells apart. */
enum JsonType {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    NULL,
    BOOLEAN
}
