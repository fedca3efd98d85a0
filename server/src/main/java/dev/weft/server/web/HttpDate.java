package dev.weft.server.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;

/** The value of the {@code Date} field (RFC 9110 5.6.7), made once a second. */
final class HttpDate {

    /** RFC 9110 5.6.7: day-name and month are these, in English whatever the locale. */
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private final InstantSource clock;
    private volatile Stamp last = new Stamp(0, format(Instant.EPOCH));

    private record Stamp(long second, String text) {}

    HttpDate(InstantSource clock) {
        this.clock = clock;
    }

    String now() {
        Instant now = clock.instant();
        Stamp stamp = last;
        if (stamp.second() != now.getEpochSecond()) {
            stamp = new Stamp(now.getEpochSecond(), format(now));
            last = stamp;
        }
        return stamp.text();
    }

    private static String format(Instant instant) {
        ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
        return String.format(
                Locale.ROOT,
                "%s, %02d %s %04d %tT GMT",
                DAYS.get(time.getDayOfWeek().getValue() - 1),
                time.getDayOfMonth(),
                MONTHS.get(time.getMonthValue() - 1),
                time.getYear(),
                time);
    }
}
