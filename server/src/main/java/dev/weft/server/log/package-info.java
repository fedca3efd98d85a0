/**
 * The log: one line per event, on standard error, without anything that a terminal would interpret.
 *
 * <p>Packages log through SLF4J and handlers through {@link java.lang.System.Logger}; both end in {@link
 * dev.weft.server.log.LogOutput}. Events that a peer can cause without limit go through a {@link
 * dev.weft.server.log.LogThrottle}. This package does not decide what is worth a line.
 *
 * <p>A thread that logs does not wait for the log's reader: lines go into a bounded queue, and a separate thread writes
 * them. What plugins print on {@code System.err} goes the same way.
 *
 * <p><b>Decision.</b> Logback, set up in code by a service: a line may contain what a peer sent, so escaping must not
 * depend on a pattern that a configuration file can omit. <b>Rejected.</b> An XML file (its parser costs as much
 * start-up time as all the rest), and the JDK's own logging (its console handler writes inside {@code synchronized},
 * which pins a carrier thread on Java 21).
 */
@NullMarked
package dev.weft.server.log;

import org.jspecify.annotations.NullMarked;
