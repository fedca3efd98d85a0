package dev.weft.engine.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 3986 3.2: host [ ':' port ]")
class AuthorityTest {

    @ParameterizedTest
    @CsvSource({
        "a,a,-1",
        "Example.COM:8083,example.com,8083",
        "a:,a,-1",
        "a:0,a,0",
        "a:65535,a,65535",
        "a:00080,a,80",
        "127.0.0.1:80,127.0.0.1,80",
        "[::1]:80,[::1],80",
        "[::1],[::1],-1",
        "a_b-c~d!$&'()*+;=.e,a_b-c~d!$&'()*+;=.e,-1",
        "%41b,%41b,-1"
    })
    void isTakenApart(String text, String host, int port) {
        assertEquals(Optional.of(new Authority(host, port)), Authority.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":80",
                "a b",
                "a:b",
                "a:8:0",
                "a:-1",
                "a:65536",
                "a:99999999999999999999",
                "a/b",
                "a?b",
                "a#b",
                "a@b",
                "a\\b",
                "\u00e9",
                "%",
                "%4",
                "%4g",
                "a%",
                "[",
                "]",
                "[]",
                "[::1",
                "::1",
                "[::1]x",
                "[::1]x:80",
                "a[::1]",
                "a]"
            })
    void isRefusedIfItIsSomethingElse(String text) {
        assertEquals(Optional.empty(), Authority.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "1::",
                "1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7::",
                "::2:3:4:5:6:7:8",
                "1::8",
                "fe80::ABCD:ef01",
                "::ffff:127.0.0.1",
                "1:2:3:4:5:6:1.2.3.4",
                "::255.255.255.255",
                "1::0.0.0.0",
                "1:2:3:4:5::1.2.3.4"
            })
    void takesAnIpv6Address(String address) {
        assertTrue(Authority.isValid("[" + address + "]"));
        assertTrue(Authority.isValid("[" + address + "]:80"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":",
                ":::",
                "1",
                "1:",
                ":1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "1::2::3",
                "12345::",
                "g::",
                "1:2:3:4:5:6:7:",
                ":1:2:3:4:5:6:7",
                "1.2.3.4",
                "1:2:3:4:5:6:7:1.2.3.4",
                "1.2.3.4::",
                "::1.2.3",
                "::1.2.3.4.5",
                "::1.2.3.256",
                "::01.2.3.4",
                "::1..2.3",
                "::1.2.3.",
                "::.1.2.3",
                "::1.2.3.4:5",
                "fe80::1%25eth0",
                "::1 ",
                "v1.a"
            })
    void refusesWhatIsNoIpv6Address(String address) {
        assertFalse(Authority.isValid("[" + address + "]"));
    }

    @Test
    void takesThePortOfTheSchemeIfItHasNone() {
        assertEquals(80, new Authority("a", Authority.NO_PORT).portOr(80));
        assertEquals(8083, new Authority("a", 8083).portOr(80));
    }
}
