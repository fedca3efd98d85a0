package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.handshake.OriginPolicy;
import dev.weft.engine.handshake.OriginPolicy.OwnHost;
import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.http.RequestHead;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginRefusalTest {

    private static final String PROXY =
            "; behind a proxy, have it pass on Host, X-Forwarded-For and X-Forwarded-Proto, and"
                    + " start the server with --trusted-proxy and the proxy's address";

    @Test
    void namesWhatCameWhatWasExpectedAndTheSettings() {
        assertEquals(
                "pages of the origin 'https://chat.example' may not connect: expected http://127.0.0.1:8083, from the"
                        + " Host and scheme of the request. To let them in, start the server with --origin"
                        + " https://chat.example" + PROXY,
                why("https://chat.example", "127.0.0.1:8083", OwnHost.LOCAL));
    }

    @Test
    void namesTheOriginsOnTheList() {
        assertTrue(why("http://x", "a", OwnHost.ANY, "https://good.example", "null")
                .contains("expected http://a, from the Host and scheme of the request, or of --origin"
                        + " https://good.example, null. To"));
        assertTrue(why(
                        "http://x",
                        "a",
                        OwnHost.ANY,
                        "http://1",
                        "http://2",
                        "http://3",
                        "http://4",
                        "http://5",
                        "http://6")
                .contains("http://5 and 1 more. To"));
    }

    @Test
    void saysWhyANameIsNotEnoughOnALoopbackAddress() {
        assertTrue(why("http://evil.example", "evil.example", OwnHost.LOCAL)
                .contains(
                        "expected an address, localhost or a name without a dot instead of evil.example, as the server"
                                + " listens on a loopback address. To let them in, start the server with --origin"
                                + " http://evil.example;"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://a;reboot", "http://$(reboot)", "http://a'b", "null", "", "<script>alert(1)</script>"})
    void givesNothingToPasteThatAShellObeys(String origin) {
        assertTrue(why(origin, "a", OwnHost.ANY).contains("To let them in, name their origin with --origin;"));
    }

    @Test
    void escapesAndCutsWhatThePeerSent() {
        assertTrue(why("a\u0085b\tc", "a", OwnHost.ANY).contains("the origin 'a\\x85b\\tc' may"));
        assertFalse(why("http://" + "a".repeat(9_000), "a", OwnHost.ANY).contains("a".repeat(200)));
    }

    private static String why(String origin, String host, OwnHost own, String... listed) {
        RequestHead head = new RequestHead("GET", "/", "/", null, HeaderFields.of("Host", host, "Origin", origin), 1);
        return OriginRefusal.why(head, "http", new OriginPolicy("http", own, List.of(listed)));
    }
}
