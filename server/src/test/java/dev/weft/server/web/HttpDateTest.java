package dev.weft.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("RFC 9110 5.6.7: IMF-fixdate")
class HttpDateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1994-11-06T08:49:37Z|Sun, 06 Nov 1994 08:49:37 GMT",
                "1970-01-01T00:00:00Z|Thu, 01 Jan 1970 00:00:00 GMT",
                "2024-02-29T23:59:59.999Z|Thu, 29 Feb 2024 23:59:59 GMT",
                "2026-09-07T01:02:03Z|Mon, 07 Sep 2026 01:02:03 GMT"
            })
    void isWrittenLikeThis(Instant now, String date) {
        assertEquals(date, new HttpDate(() -> now).now());
    }

    @Test
    void isMadeOnceASecond() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("1994-11-06T08:49:37.000Z"));
        HttpDate date = new HttpDate(now::get);
        String first = date.now();

        now.set(Instant.parse("1994-11-06T08:49:37.999Z"));
        String same = date.now();
        now.set(Instant.parse("1994-11-06T08:49:38.000Z"));
        String next = date.now();

        assertSame(first, same);
        assertEquals("Sun, 06 Nov 1994 08:49:38 GMT", next);
    }

    @Test
    void isEnglishInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

            assertEquals(
                    "Sun, 06 Nov 1994 08:49:37 GMT", new HttpDate(() -> Instant.parse("1994-11-06T08:49:37Z")).now());
        } finally {
            Locale.setDefault(before);
        }
    }
}
