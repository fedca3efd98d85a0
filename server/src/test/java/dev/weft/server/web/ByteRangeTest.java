package dev.weft.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 9110 14.1.2: byte ranges")
class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,0,0",
        "bytes=9-9,9,9",
        "bytes=0-,0,9",
        "bytes=0-10,0,9",
        "BYTES=1-2,1,2",
        "bytes=-1,9,9",
        "bytes=-10,0,9",
        "bytes=-11,0,9",
        "bytes=1-99999999999999999999999,1,9",
        "bytes=-99999999999999999999999,0,9",
        "'bytes=0-0,',0,0",
        "'bytes=,\t, 2-4 ,',2,4",
        "'bytes=,-1',9,9"
    })
    void areParts(String value, long first, long last) {
        assertEquals(new ByteRange.Part(first, last), ByteRange.of(value, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-11", "bytes=-0", "bytes=-00", "bytes=99999999999999999999999-"})
    void areUnsatisfiable(String value) {
        assertEquals(new ByteRange.Unsatisfiable(), ByteRange.of(value, 10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=5-2",
                "bytes=0-0,1-1",
                "bytes=0-0,,1-1",
                "bytes=,",
                "bytes=a-b",
                "bytes=0x0-1",
                "bytes=+0-1",
                "bytes=0--1",
                "bytes= 0-1",
                "bytes=0 -1",
                "lines=0-1",
                "-",
                "-bytes=0-1",
                "bytes0-1",
                "bytes=1"
            })
    void areIgnored(String value) {
        assertEquals(new ByteRange.Whole(), ByteRange.of(value, 10));
    }

    @Test
    void areUnsatisfiableInAnEmptyFile() {
        assertEquals(new ByteRange.Unsatisfiable(), ByteRange.of("bytes=0-", 0));
        assertEquals(new ByteRange.Unsatisfiable(), ByteRange.of("bytes=-1", 0));
    }

    @Test
    void haveALength() {
        assertEquals(3, new ByteRange.Part(2, 4).length());
    }
}
