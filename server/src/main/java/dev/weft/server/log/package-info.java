/**
 * The log: one line an event, on standard error, with nothing in it that a terminal would obey.
 *
 * <p>Packages log through SLF4J and handlers through {@link java.lang.System.Logger}; both end in {@link
 * dev.weft.server.log.LogOutput}. What a peer can cause without end goes through a {@link
 * dev.weft.server.log.LogThrottle}. Nothing here decides what is worth a line.
 *
 * <p>Who logs does not wait for who reads: lines go into a bounded queue, and a thread of its own writes them. What plugins
 * print on {@code System.err} takes the same way.
 *
 * <p><b>Decision.</b> Logback, set up in code by a service: a line may hold what a peer sent, so the escaping is no
 * pattern that a configuration file can leave out. <b>Rejected.</b> An XML file (its parser costs as much start-up time
 * as everything else here), and the JDK's own logging (its console handler writes inside {@code synchronized}, which
 * pins a carrier thread on Java 21).
 */
@NullMarked
package dev.weft.server.log;

import org.jspecify.annotations.NullMarked;
