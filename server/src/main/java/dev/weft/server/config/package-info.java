/**
 * The operator's configuration, as validated records: a flag over an environment variable ({@code WEFT_*}) over a line
 * of the {@code --config} file over a default.
 *
 * <p>The only package that reads settings or the environment. No other package knows where a value came from.
 *
 * <p><b>Decision.</b> {@link dev.weft.server.config.Setting} lists every setting once; flag, variable, key, default,
 * range and help are made from it. A value remains text with its place ({@code weft.properties line 3: port=x}) until
 * it is read, so that every error message can name the place.
 *
 * <p><b>Rejected.</b> One flat configuration object: a package takes only the record it needs, so its constructor shows
 * which limits it obeys.
 */
@NullMarked
package dev.weft.server.config;

import org.jspecify.annotations.NullMarked;
