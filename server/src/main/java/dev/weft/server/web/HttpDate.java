package dev.weft.server.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The value of the {@code Date} field (RFC 9110 5.6.7), made once a second. */
final class HttpDate {

    /** RFC 9110 5.6.7: IMF-fixdate; in English whatever the locale, and with a day of two digits, unlike the JDK's RFC 1123. */
    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final InstantSource clock;
    private volatile Stamp last = new Stamp(0, IMF_FIXDATE.format(Instant.EPOCH));

    private record Stamp(long second, String text) {}

    HttpDate(InstantSource clock) {
        this.clock = clock;
    }

    String now() {
        Instant now = clock.instant();
        Stamp stamp = last;
        if (stamp.second() != now.getEpochSecond()) {
            stamp = new Stamp(now.getEpochSecond(), IMF_FIXDATE.format(now));
            last = stamp;
        }
        return stamp.text();
    }
}
