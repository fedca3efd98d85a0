package dev.weft.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidityTest {

    private static final Validity VALIDITY =
            new Validity(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-03-31T12:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        "2025-12-31T23:59:59Z,is not valid before 2026-01-01T00:00:00Z: clients refuse it until then",
        "2026-01-01T00:00:00Z,",
        "2026-03-17T11:59:59Z,",
        "2026-03-17T12:00:00Z,'expires on 2026-03-31T12:00:00Z, in 14 days: renew it'",
        "2026-03-29T11:00:00Z,'expires on 2026-03-31T12:00:00Z, in 2 days: renew it'",
        "2026-03-30T11:00:00Z,'expires on 2026-03-31T12:00:00Z, in 25 hours: renew it'",
        "2026-03-31T12:00:00Z,'expires on 2026-03-31T12:00:00Z, in 0 hours: renew it'",
        "2026-03-31T12:00:01Z,expired on 2026-03-31T12:00:00Z: clients refuse it"
    })
    void warnsOfItsBeginningAndOfItsEndTwoWeeksBefore(String now, String warning) {
        assertEquals(Optional.ofNullable(warning), VALIDITY.warning(Instant.parse(now)));
    }
}
