package dev.weft.engine.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("URL Standard 3.5: the host serializer")
class CanonicalHostTest {

    @ParameterizedTest
    @CsvSource({
        "a.example.,a.example",
        "a..,a.",
        "A%2Eexample,a.example",
        "%41%2e%62.,a.b",
        "xn--BCHER-KVA.example,xn--bcher-kva.example",
        "b%C3%BCcher.example,b%c3%bccher.example",
        "a%2fb,a%2fb"
    })
    void writesNamesInOneWay(String text, String canonical) {
        assertCanonical(text, canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "127.1,127.0.0.1",
        "2130706433,127.0.0.1",
        "0x7f.1,127.0.0.1",
        "0X7F000001,127.0.0.1",
        "0177.0.0.01,127.0.0.1",
        "127.0.0.1.,127.0.0.1",
        "127.0.0.%31,127.0.0.1",
        "1.2.65535,1.2.255.255",
        "0x,0.0.0.0",
        "255.255.255.255,255.255.255.255"
    })
    void writesIpv4AsFourNumbers(String text, String canonical) {
        assertCanonical(text, canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.256",
                "1.2.65536",
                "4294967296",
                "99999999999999999999999",
                "1..2",
                "08",
                "0xg",
                "a.1"
            })
    void leavesAloneWhatIsNoAddress(String text) {
        assertCanonical(text, text);
    }

    @ParameterizedTest
    @CsvSource({
        "[::1],[::1]",
        "[0:0:0:0:0:0:0:1],[::1]",
        "[0000:0000::0001],[::1]",
        "[::0],[::]",
        "[::],[::]",
        "[1::],[1::]",
        "[2001:DB8:0:0:1:0:0:1],[2001:db8::1:0:0:1]",
        "[2001:db8:0:1:1:1:1:1],[2001:db8:0:1:1:1:1:1]",
        "[2001:db8:0:0:1:0:0:0],[2001:db8:0:0:1::]",
        "[::ffff:127.0.0.1],[::ffff:7f00:1]",
        "[1:2:3:4:5:6:1.2.3.4],[1:2:3:4:5:6:102:304]",
        "[1:0:3:4:5:6:7::],[1:0:3:4:5:6:7:0]"
    })
    void writesIpv6Compressed(String text, String canonical) {
        assertCanonical(text, canonical);
    }

    private static void assertCanonical(String text, String canonical) {
        assertEquals(
                canonical, CanonicalHost.of(Authority.parse(text).orElseThrow().host()));
    }
}
