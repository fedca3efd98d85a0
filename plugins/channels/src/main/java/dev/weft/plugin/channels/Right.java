package dev.weft.plugin.channels;

/** What the operator can allow, by the names that are used in the settings. */
enum Right {
    SUBSCRIBE,
    PUBLISH,
    HISTORY
}
