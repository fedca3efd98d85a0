/**
 * Certificates and keys: reads them from PEM files, checks that they match, makes TLS engines from them, and repeats
 * that when the files change.
 *
 * <p>This package knows neither sockets nor records: {@link dev.weft.server.net.TlsTransports} takes the engines.
 * Nothing of this package is loaded unless TLS is asked for.
 *
 * <p><b>Decided by measurement.</b> A library that reads PEM with Bouncy Castle took 0.8 s for one key and 10 MB of
 * JARs, three times the whole distribution; the JDK reads everything but the two oldest key formats, which {@link
 * dev.weft.server.tls.OldKeyForms} converts. A library that provides channels over the JDK's engine allocated 24 KB for
 * each echo of 40 bytes, kept 4 to 17 KB for each idle connection, sent no alerts, and could not read after its own
 * close_notify.
 */
@NullMarked
package dev.weft.server.tls;

import org.jspecify.annotations.NullMarked;
