package dev.weft.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.handshake.OriginPolicy.OwnHost;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455 10.2: whose pages may connect")
class OriginPolicyTest {

    @Nested
    @DisplayName("RFC 6454 5: the same scheme, host and port")
    class Own {

        @ParameterizedTest
        @CsvSource({
            "http,http://a,a,true",
            "http,http://a:80,a,true",
            "http,http://a,a:80,true",
            "http,HTTP://A,a,true",
            "http,http://a:8083,a:8083,true",
            "https,https://a,a:443,true",
            "https,https://[::1]:8443,[::1]:8443,true",
            "http,http://a:,a,true",
            "http,http://a:080,a,true",
            "http,http://a.,a,true",
            "http,http://a,A.:80,true",
            "http,http://a.example,a%2Eexample,true",
            "http,http://xn--bcher-kva.example,XN--BCHER-KVA.example,true",
            "http,http://127.0.0.1:8083,127.1:8083,true",
            "http,http://127.0.0.1:8083,127.0.0.1.:8083,true",
            "http,http://127.0.0.1:8083,0x7f000001:8083,true",
            "http,http://[::1]:8083,[0:0:0:0:0:0:0:1]:8083,true",
            "http,http://[::ffff:7f00:1],[::FFFF:127.0.0.1],true",
            "http,http://[::ffff:7f00:1],127.0.0.1,false",
            "http,http://a..,a,false",
            "http,http://a:81,a,false",
            "http,https://a,a,false",
            "https,http://a,a,false",
            "http,https://a:80,a:80,false",
            "http,http://b.a,a,false",
            "http,http://a.b,a,false",
            "http,http://ab,a,false",
            "http,ws://a,a,false",
            "http,//a,a,false",
            "http,a,a,false",
            "http,http:a,a,false",
            "http,://a,a,false",
            "http,http://a/,a,false",
            "http,http://a b,a,false",
            "http,http://x@a,a,false",
            "http,http://a http://a,a,false",
            "http,null,a,false",
            "http,'',a,false",
            "http,http://,a,false",
            "http,http://127.0.0.1:8083,localhost:8083,false"
        })
        void isAllowedAndNoOther(String scheme, String origin, String host, boolean allowed) {
            assertEquals(allowed, new OriginPolicy(scheme, OwnHost.ANY, List.of()).allows(origin, Optional.of(host)));
        }

        @ParameterizedTest
        @CsvSource({
            "localhost,true",
            "LOCALHOST:8083,true",
            "app.localhost:8083,true",
            "127.0.0.1:8083,true",
            "[::1]:8083,true",
            "192.168.1.7,true",
            "laptop:8083,true",
            "evil.example,false",
            "evil.example:8083,false",
            "127.0.0.1.evil.example:8083,false",
            "localhost.evil.example:8083,false",
            "evillocalhost.example,false",
            "1.2.3.4.5,false",
            "127.0.0.1.:8083,true",
            "127.1:8083,true",
            "localhost.:8083,true",
            "app.localhost.,true",
            "evil.,false",
            "evil%2eexample,false",
            "evil%2e,false"
        })
        void mustBeNoNameThatAStrangerMayOwnIfOnlyThisMachineIsServed(String host, boolean allowed) {
            String origin = "http://" + host;
            assertEquals(allowed, new OriginPolicy("http", OwnHost.LOCAL, List.of()).allows(origin, Optional.of(host)));
            assertTrue(new OriginPolicy("http", OwnHost.ANY, List.of()).allows(origin, Optional.of(host)));
            assertTrue(new OriginPolicy("http", OwnHost.LOCAL, List.of(origin)).allows(origin, Optional.of(host)));
        }

        @Test
        void isUnknownWithoutAHost() {
            assertFalse(new OriginPolicy("http", OwnHost.ANY, List.of()).allows("http://a", Optional.empty()));
        }
    }

    @Nested
    class Listed {

        private final OriginPolicy policy = new OriginPolicy(
                "http",
                OwnHost.ANY,
                List.of("https://good.example", "http://Other.Example:8080", "chrome-extension://abc"));

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://good.example",
                    "https://good.example:443",
                    "https://good.example.",
                    "https://GOOD%2eexample.:443",
                    "HTTPS://GOOD.example",
                    "http://other.example:8080",
                    "chrome-extension://abc",
                    "http://own"
                })
        void isAllowed(String origin) {
            assertTrue(policy.allows(origin, Optional.of("own")));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    // 44
                    "https://good.example.evil.com",
                    "https://evil.com/good.example",
                    "https://evilgood.example",
                    "https://sub.good.example",
                    "http://good.example",
                    "https://good.example:444",
                    "https://good.example..",
                    "https://good.example@evil.com",
                    "http://other.example",
                    "chrome-extension://abcd",
                    "good.example",
                    "null",
                    "*"
                })
        void isComparedAsAWhole(String origin) {
            assertFalse(policy.allows(origin, Optional.of("own")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a", "null", "nonsense", ""})
    void mayBeAnyoneIfTheOperatorSaysSo(String origin) {
        assertTrue(new OriginPolicy("http", OwnHost.ANY, List.of(OriginPolicy.ANY)).allows(origin, Optional.of("own")));
    }

    @Test
    void mayBeNobodyIfTheOperatorSaysSo() {
        OriginPolicy policy = new OriginPolicy("http", OwnHost.ANY, List.of("null"));

        assertTrue(policy.allows("null", Optional.of("own")));
        assertFalse(policy.allows("http://a", Optional.of("own")));
        assertFalse(policy.allows("nonsense", Optional.of("own")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "good.example", "https://", "https://a/", "https://*.example", "https://a b", "://a"})
    void refusesAListWithAnEntryThatNeverMatches(String origin) {
        List<String> list = List.of(origin);

        assertThrows(IllegalArgumentException.class, () -> new OriginPolicy("http", OwnHost.ANY, list));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ws", "HTTP", "ftp"})
    void isReachedByHttpOrHttps(String scheme) {
        assertThrows(IllegalArgumentException.class, () -> new OriginPolicy(scheme, OwnHost.ANY, List.of()));
    }
}
