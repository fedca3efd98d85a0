package dev.weft.server.config;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What happens when plugins change while the server runs.
 *
 * @param watch whether the plugin folders are watched
 * @param onReplace what happens to the sessions of a handler that is replaced
 * @param drain how long sessions that cannot move may stay; zero or more
 * @param confDir folder of the handlers' own settings, {@code ID.properties}
 */
public record Redeploying(boolean watch, OnReplace onReplace, Duration drain, Path confDir) {}
