package dev.weft.server.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The period in which a certificate and all its issuers' certificates are valid.
 *
 * @param from the latest of their start times
 * @param until the earliest of their end times
 */
record Validity(Instant from, Instant until) {

    /** Why 14 days? Automatic renewal happens a month before expiry; renewal by hand takes a week or two. */
    static final Duration NOTICE = Duration.ofDays(14);

    static Validity of(List<X509Certificate> chain) {
        Instant from = Instant.MIN;
        Instant until = Instant.MAX;
        for (X509Certificate certificate : chain) {
            Instant begin = certificate.getNotBefore().toInstant();
            Instant end = certificate.getNotAfter().toInstant();
            from = begin.isAfter(from) ? begin : from;
            until = end.isBefore(until) ? end : until;
        }
        return new Validity(from, until);
    }

    boolean hasBegun(Instant now) {
        return !now.isBefore(from);
    }

    boolean hasEnded(Instant now) {
        return now.isAfter(until);
    }

    boolean includes(Instant now) {
        return hasBegun(now) && !hasEnded(now);
    }

    /** A warning if the certificate is not valid now, or will soon expire. */
    Optional<String> warning(Instant now) {
        if (!hasBegun(now)) {
            return Optional.of("is not valid before " + from + ": clients refuse it until then");
        }
        if (hasEnded(now)) {
            return Optional.of("expired on " + until + ": clients refuse it");
        }
        Duration left = Duration.between(now, until);
        return left.compareTo(NOTICE) > 0
                ? Optional.empty()
                : Optional.of("expires on " + until + ", in "
                        + (left.toDays() > 1 ? left.toDays() + " days" : left.toHours() + " hours") + ": renew it");
    }
}
