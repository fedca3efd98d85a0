/**
 * What the operator types: commands, their help and their exit codes (0 done, 1 cannot start, 2 wrong use;
 * {@code plugins check} has its own, for build scripts).
 *
 * <p>A command turns words into a {@link dev.weft.server.config.ServerConfig}, calls the package that does the work and
 * prints what came of it. It writes through picocli's writers only, and never ends the process: {@code Main} does.
 *
 * <p><b>Decision.</b> The options are made from {@link dev.weft.server.config.Setting}, as text; the configuration package
 * reads the text, wherever it came from. <b>Rejected.</b> Annotated fields with converters and a default provider: a
 * wrong value in the environment would be told as a wrong flag, and thirty fields are thirty reflections at start-up.
 */
@NullMarked
package dev.weft.server.command;

import org.jspecify.annotations.NullMarked;
