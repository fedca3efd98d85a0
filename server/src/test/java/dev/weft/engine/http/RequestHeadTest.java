package dev.weft.engine.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestHeadTest {

    @ParameterizedTest
    @DisplayName("RFC 9112 3.2.2: the host of an absolute-form comes before the Host field")
    @CsvSource({
        "/,field",
        "/a://b,field",
        "*,field",
        "field:443,field",
        "http://url,url",
        "http://url/a,url",
        "https://url:8443?a,url:8443",
        "http://[::1]:80/a,[::1]:80"
    })
    void knowsTheHostItIsFor(String target, String host) {
        RequestHead head = new RequestHead("GET", target, "/", null, HeaderFields.of("Host", "field"), 1);

        assertEquals(Optional.of(host), head.host());
    }

    @Test
    void mayHaveNoHostOnHttp10() {
        assertEquals(Optional.empty(), new RequestHead("GET", "/", "/", null, HeaderFields.EMPTY, 0).host());
    }

    @ParameterizedTest
    @CsvSource({"GET,true", "POST,true", "PATCH,true", "BREW,false", "get,false", "PRI,false"})
    @DisplayName("RFC 9110 9.1: the method token is case-sensitive")
    void tellsAMethodOfHttpFromAnother(String method, boolean known) {
        RequestHead head = new RequestHead(method, "/", "/", null, HeaderFields.EMPTY, 1);

        assertEquals(known, head.hasKnownMethod());
    }
}
