/**
 * What the operator decides, as validated records: a flag over an environment variable ({@code WEFT_*}) over a line of
 * the {@code --config} file over a default.
 *
 * <p>The only package that reads settings or the environment. No other package sees where a value came from.
 *
 * <p><b>Decision.</b> {@link dev.weft.server.config.Setting} lists every setting once; flag, variable, key, default, range
 * and help are made from it. A value stays text with its place ({@code weft.properties line 3: port=x}) until it is read,
 * so that every complaint can name the place.
 *
 * <p><b>Rejected.</b> One flat configuration object: a package takes the one record it needs, so its limits can be read off
 * its constructor.
 */
@NullMarked
package dev.weft.server.config;

import org.jspecify.annotations.NullMarked;
