package dev.weft.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebPathTest {

    @Test
    void isTakenApartAtSlashesAndDecodedOnce() {
        assertEquals(Optional.of(List.of("index.html")), WebPath.names("/"));
        assertEquals(Optional.of(List.of("a")), WebPath.names("/a"));
        assertEquals(Optional.of(List.of("a", "b.c")), WebPath.names("/a/b.c"));
        assertEquals(Optional.of(List.of("a b+c")), WebPath.names("/a%20b+c"));
        assertEquals(Optional.of(List.of("\u20ac\ud83d\ude00")), WebPath.names("/%E2%82%ac%f0%9f%98%80"));
        assertEquals(Optional.of(List.of("%2e%2e")), WebPath.names("/%252e%252e"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "*",
                "//",
                "/a/",
                "/a//b",
                "/.",
                "/..",
                "/.a",
                "/a/.b",
                "/%2e",
                "/%2E%2e/a",
                "/a.",
                "/a%2fb",
                "/a%5Cb",
                "/a\\b",
                "/a:b",
                "/%00",
                "/a%1fb",
                "/%7f",
                "/%",
                "/%4",
                "/%4g",
                "/a%zz",
                "/%80",
                "/%c0%ae",
                "/%ed%a0%80",
                "/\u00e9",
                "/\u20ac"
            })
    void holdsNothingButVisibleNames(String path) {
        assertEquals(Optional.empty(), WebPath.names(path));
    }

    @Test
    void holdsUpTo32Names() {
        assertEquals(Optional.of(Collections.nCopies(32, "a")), WebPath.names("/a".repeat(32)));
        assertEquals(Optional.empty(), WebPath.names("/a".repeat(33)));
    }
}
