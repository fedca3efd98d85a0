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
 * Makes the engines of a server's connections, and looks after the files they are made of: when those change and can be
 * used, new connections use them; those that are open go on as they are. Thread-safe.
 */
public final class ServerTls {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    /** Why 1 s? Three short files are read in less than a millisecond, and nobody renews certificates more often. */
    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Why a day? Often enough not to be missed, and seldom enough to be read. */
    private static final Duration TELL_EVERY = Duration.ofDays(1);

    /** What new connections use. */
    record InUse(SSLContext context, Validity validity) {}

    /** How it is made of the files. */
    @FunctionalInterface
    interface Reading {
        InUse read(Tls files) throws TlsFileException;
    }

    private final Tls files;
    private final Reading reading;
    private final InstantSource clock;
    private volatile InUse inUse;
    private volatile boolean running = true;

    // The rest is the watching thread's alone, once it runs.

    /** What the files held when they were last looked at. */
    private FileDigest seen;

    /** What they held when they were last taken over, or found to be of no use whenever they are tried. */
    private FileDigest settled;

    /** What was last said of files that are of no use, so that it is said once. */
    private String complaint = "";

    /** Whether that was of a reason that may pass. */
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
     * Reads the files, and says until when the certificate is valid. One that is not is used all the same: it can be renewed
     * while the server runs, and what clients make of it is theirs.
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

    /** Begins to look after the files. */
    public void start() {
        new ServiceThread("weft-tls-files", () -> running, this::awaitAndLook).start();
    }

    /** Looks after them no more. */
    public void stop() {
        running = false;
    }

    private void awaitAndLook() {
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
        look();
    }

    /** Looks at the files once, and at the time. */
    void look() {
        FileDigest now = FileDigest.of(files);
        // Files that are being replaced change twice: only what has held still from one look to the next is read.
        if (now.equals(settled)) {
            tellOfReturn();
        } else if (now.equals(seen)) {
            reload(now);
        }
        seen = now;
        tellOfTime();
    }

    /** Takes the files over. What fails for a reason that may pass, such as a full table of descriptors, is tried again. */
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

    /** A certificate that clients would refuse takes the place only of another such. */
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
                    "% TLS: the certificate in use stays, as the changed files are of no use{}: {}",
                    mayPass ? " for now, and are tried again" : "", reason);
        }
    }

    /** After a fault that passed, such as a folder that was not there for a while. */
    private void tellOfReturn() {
        if (isTryingAgain) {
            isTryingAgain = false;
            complaint = "";
            LOG.info("% TLS: the files are again what the certificate in use was made of");
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
            // The end itself is told of at once.
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
        // None at all, and not the system's: clients without a certificate are not asked for one.
        return clientCa.isPresent() ? TrustedCertificates.managers(clientCa.get()) : new TrustManager[0];
    }
}
