package dev.weft.server.tls;

import dev.weft.server.config.Tls;
import dev.weft.server.resource.ServiceThread;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the TLS engines of a server's connections, and watches the certificate files: when they change and are valid,
 * new connections use them; open connections are unaffected. Thread-safe.
 */
public final class ServerTls {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    /** Why 1 s? Three short files are read in less than a millisecond, and certificates are not renewed more often. */
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Why a day? Often enough not to be missed, and seldom enough to be read. */
    private static final Duration TELL_EVERY = Duration.ofDays(1);

    /** The context that new connections use. */
    record InUse(SSLContext context, Validity validity) {}

    /** Makes it from the files. */
    @FunctionalInterface
    interface Reading {
        InUse read(Tls files) throws TlsFileException;
    }

    private final Tls files;
    private final Reading reading;
    private final InstantSource clock;
    private volatile InUse inUse;
    private volatile boolean running = true;

    // The fields below belong to the watching thread alone, once it runs.

    /** The content of the files at the last check. */
    private FileDigest seen;

    /** The content that was last put to use, or found permanently unusable. */
    private FileDigest settled;

    /** The last report of unusable files, so that it is logged once. */
    private String complaint = "";

    /** Whether that report was of a temporary problem. */
    private boolean isTryingAgain;

    private Instant tellAgain = Instant.MIN;

    private ServerTls(Tls files, Reading reading, InstantSource clock, FileDigest settled) throws TlsFileException {
        this.files = files;
        this.reading = reading;
        this.clock = clock;
        this.seen = settled;
        this.settled = settled;
        this.inUse = reading.read(files);
    }

    /**
     * Reads the files, and logs until when the certificate is valid. An invalid one is used anyway: it can be renewed
     * while the server runs, and whether to accept it is up to the clients.
     *
     * @throws TlsFileException if one of them cannot be used
     */
    public static ServerTls open(Tls files) throws TlsFileException {
        return open(files, ServerTls::read, InstantSource.system());
    }

    static ServerTls open(Tls files, Reading reading, InstantSource clock) throws TlsFileException {
        EngineSettings.setProperties();
        ServerTls opened = new ServerTls(files, reading, clock, FileDigest.of(files));
        LOG.info(
                "% TLS: the certificate {} is valid until {}",
                files.certificate(), opened.inUse.validity().until());
        opened.tellOfTime();
        return opened;
    }

    /** An engine for a new connection. */
    public SSLEngine engine() {
        SSLEngine engine = inUse.context().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(EngineSettings.parameters(files.clientCa().isPresent()));
        return engine;
    }

    /** Begins to watch the files. */
    public void start() {
        new ServiceThread("weft-tls-files", () -> running, this::awaitAndLook).start();
    }

    /** Stops watching the files. */
    public void stop() {
        running = false;
    }

    private void awaitAndLook() {
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
        look();
    }

    /** Checks the files and the validity once. */
    void look() {
        FileDigest now = FileDigest.of(files);
        // Files that are being replaced change more than once: they are read only if unchanged since the last check.
        if (now.equals(settled)) {
            tellOfReturn();
        } else if (now.equals(seen)) {
            reload(now);
        }
        seen = now;
        tellOfTime();
    }

    /** Puts the new files to use. After a temporary failure, such as a lack of descriptors, this is tried again. */
    private void reload(FileDigest digest) {
        try {
            InUse fresh = reading.read(files);
            checkTime(fresh.validity());
            inUse = fresh;
            settled = digest;
            complaint = "";
            isTryingAgain = false;
            tellAgain = Instant.MIN;
            LOG.info(
                    "% TLS: new connections use the changed certificate {}, valid until {}",
                    files.certificate(), fresh.validity().until());
        } catch (TlsFileException bad) {
            complain(bad.reason(), bad.mayPass());
            settled = bad.mayPass() ? settled : digest;
        } catch (RuntimeException fault) {
            complain(fault.toString(), true);
        }
    }

    /** Rejects a certificate that clients would refuse, unless the current one is no better. */
    private void checkTime(Validity fresh) throws TlsFileException {
        Instant now = clock.instant();
        if (fresh.includes(now) || !inUse.validity().includes(now)) {
            return;
        }
        if (fresh.hasEnded(now)) {
            throw new TlsFileException(files.certificate(), "expired on " + fresh.until());
        }
        throw TlsFileException.forNow(files.certificate(), "not valid before " + fresh.from());
    }

    private void complain(String reason, boolean mayPass) {
        isTryingAgain = mayPass;
        if (!complaint.equals(reason)) {
            complaint = reason;
            LOG.warn(
                    "% TLS: the certificate in use stays; the changed files cannot be used{}: {}",
                    mayPass ? " yet, and will be retried" : "", reason);
        }
    }

    /** Logs that a problem has passed, such as a folder that was missing for a while. */
    private void tellOfReturn() {
        if (isTryingAgain) {
            isTryingAgain = false;
            complaint = "";
            LOG.info("% TLS: the files match the certificate in use again");
        }
    }

    private void tellOfTime() {
        Instant now = clock.instant();
        if (now.isBefore(tellAgain)) {
            return;
        }
        Validity validity = inUse.validity();
        validity.warning(now).ifPresent(warning -> {
            LOG.warn("% TLS: the certificate {} {}", files.certificate(), warning);
            Instant tomorrow = now.plus(TELL_EVERY);
            // The expiry itself is reported at once.
            boolean endsFirst = !validity.hasEnded(now) && validity.until().isBefore(tomorrow);
            tellAgain = endsFirst ? validity.until().plusSeconds(1) : tomorrow;
        });
    }

    static InUse read(Tls files) throws TlsFileException {
        Identity identity = Identity.read(files);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity.keyManagers(), trustManagers(files.clientCa()), null);
            return new InUse(context, Validity.of(identity.chain()));
        } catch (GeneralSecurityException unusable) {
            throw new TlsFileException(files.certificate(), "cannot be used: " + unusable.getMessage());
        }
    }

    private static TrustManager[] trustManagers(Optional<Path> clientCa)
            throws TlsFileException, GeneralSecurityException {
        // None at all, rather than the system's: clients are then not asked for a certificate.
        return clientCa.isPresent() ? TrustedCertificates.managers(clientCa.get()) : new TrustManager[0];
    }
}
