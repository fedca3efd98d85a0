package dev.weft.server.command;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * The process's own streams, for communication with the operator.
 *
 * @param in standard input
 * @param out standard output
 */
public record StandardStreams(InputStream in, OutputStream out) {}
