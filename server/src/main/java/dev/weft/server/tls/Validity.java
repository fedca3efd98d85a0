package dev.weft.server.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * From when to when a certificate and all that vouch for it are valid.
 *
 * @param from the latest beginning of them
 * @param until the earliest end of them
 */
record Validity(Instant from, Instant until) {

    /** Why 14 days? What renews certificates by itself does so a month before; who does it by hand needs a week or two. */
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

    /** What is wrong with it, or will be soon. */
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
