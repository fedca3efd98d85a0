/**
 * The command line: commands, their help and their exit codes (0 success, 1 cannot start, 2 usage error; {@code plugins
 * check} has its own, for build scripts).
 *
 * <p>A command turns arguments into a {@link dev.weft.server.config.ServerConfig}, calls the package that does the work
 * and prints the result. It writes only through picocli's writers, and never ends the process: {@code Main} does that.
 *
 * <p><b>Decision.</b> The options are generated from {@link dev.weft.server.config.Setting}, with text values; the
 * configuration package parses the text, whatever its source. <b>Rejected.</b> Annotated fields with converters and a
 * default provider: a wrong value in the environment would be reported as a wrong flag, and thirty fields mean thirty
 * reflective accesses at start-up.
 */
@NullMarked
package dev.weft.server.command;

import org.jspecify.annotations.NullMarked;
