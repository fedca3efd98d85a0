package dev.weft.server.tls;

import dev.weft.server.config.Tls;
import dev.weft.server.resource.ServiceThread;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the engines of a server's connections, and looks after the files they are made of: when those change and can be
 * used, new connections use them; those that are open go on as they are. Thread-safe.
 */
public final class ServerTls {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    /** Why 1 s? Three short files are read in less than a millisecond, and nobody renews certificates more often. */
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Tls files;
    private volatile SSLContext context;
    private volatile boolean running = true;

    /** What the files held when they were last read; the watching thread's alone, once it runs. */
    private FileDigest known;

    /** What they held at the last look; that thread's alone too. */
    private FileDigest seen;

    private ServerTls(Tls files, FileDigest known, SSLContext context) {
        this.files = files;
        this.known = known;
        this.seen = known;
        this.context = context;
    }

    /**
     * Reads the files.
     *
     * @throws BadTlsFile if one of them cannot be used
     */
    public static ServerTls open(Tls files) throws BadTlsFile {
        EngineSettings.refuseRenegotiation();
        FileDigest digest = FileDigest.of(files);
        return new ServerTls(files, digest, context(files));
    }

    /** An engine for a new connection. */
    public SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(EngineSettings.parameters(files.clientCa().isPresent()));
        return engine;
    }

    /** Begins to look after the files. */
    public void start() {
        new ServiceThread("weft-tls-files", () -> running, this::look).start();
    }

    /** Looks after them no more. */
    public void stop() {
        running = false;
    }

    private void look() {
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
        FileDigest now = FileDigest.of(files);
        boolean isStill = now.equals(seen);
        seen = now;
        // Files that are being replaced change twice: only what has held still for a second is read.
        if (isStill && !now.equals(known)) {
            reload();
            // Afterwards: if there was no memory to read them, the next look tries again.
            known = now;
        }
    }

    private void reload() {
        try {
            context = context(files);
            LOG.info("% TLS: new connections use the changed certificate {}", files.certificate());
        } catch (BadTlsFile bad) {
            LOG.warn("% TLS: the certificate in use stays, as the changed files are of no use: {}", bad.reason());
        } catch (RuntimeException fault) {
            LOG.error("! TLS: the certificate in use stays: {}", fault.toString());
        }
    }

    private static SSLContext context(Tls files) throws BadTlsFile {
        Identity identity = Identity.read(files);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity.keyManagers(), trustManagers(files.clientCa()), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new BadTlsFile(files.certificate(), "cannot be used: " + unusable.getMessage());
        }
    }

    private static TrustManager[] trustManagers(Optional<Path> clientCa) throws BadTlsFile, GeneralSecurityException {
        // None at all, and not the system's: clients without a certificate are not asked for one.
        return clientCa.isPresent() ? TrustedCertificates.managers(clientCa.get()) : new TrustManager[0];
    }
}
