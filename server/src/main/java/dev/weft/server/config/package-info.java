/**
 * What the operator decides, as validated records: a flag over an environment variable ({@code WEFT_*}) over a line of
 * the {@code --config} file over a default.
 *
 * <p>The only room that reads settings or the environment. No other room sees where a value came from.
 *
 * <p><b>Rejected.</b> One flat configuration object: a room takes the one record it needs, so its limits can be read off
 * its constructor.
 */
@NullMarked
package dev.weft.server.config;

import org.jspecify.annotations.NullMarked;
