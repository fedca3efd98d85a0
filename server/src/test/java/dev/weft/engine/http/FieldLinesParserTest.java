package dev.weft.engine.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fed through {@link RequestHeadParser}, in every way the bytes can be cut. */
@DisplayName("RFC 9112 5: field-name ':' OWS field-value OWS CRLF")
class FieldLinesParserTest {

    private static final String START = "GET / HTTP/1.1\r\nHost: a\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                // 7: bare LF and bare CR
                "Foo: a\n",
                "Foo: a\rb\r\n",
                "Foo: a\r\r\n",
                "\n",
                "\r\r\n",
                // 9
                "Foo: a\u0000b\r\n",
                "Foo: a\u0001b\r\n",
                "Foo: a\u007fb\r\n",
                "Foo: \u001b[2J\r\n",
                "Foo: \u000b\r\n",
                // 10
                "Content-Length : 5\r\n",
                "Upgrade\t: websocket\r\n",
                // 12: obs-fold
                "Foo: a\r\n b\r\n",
                "Foo: a\r\n\tb\r\n",
                // 14
                ": x\r\n",
                ":\r\n",
                "Content-Length 10\r\n",
                "Content-Length\r\n",
                "Transfer-\r\nEncoding: chunked\r\n",
                // 15
                "Fo@: x\r\n",
                "\u00effoo: x\r\n",
                "Content-Length\u0085: 5\r\n",
                "a b: x\r\n",
                "Foo\u0000: x\r\n"
            })
    void refusesAnythingElse(String lines) {
        assertEquals(HttpStatus.BAD_REQUEST, status(START + lines + "\r\n"));
    }

    @ParameterizedTest
    // 11
    @ValueSource(strings = {" Host: a\r\n", "\tHost: a\r\n", " \r\nHost: a\r\n"})
    void refusesWhiteSpaceBeforeTheFirstLine(String lines) {
        assertEquals(HttpStatus.BAD_REQUEST, status("GET / HTTP/1.1\r\n" + lines + "\r\n"));
    }

    @Test
    void refusesABadByteAtOnce() {
        Feeding fed = Feeding.everyWay(START + "Foo: a\u0000b\r\n\r\n");

        assertEquals(START.length() + "Foo: a".length() + 1, fed.consumed());
    }

    @Test
    void takesOffTheWhiteSpaceRoundAValue() {
        HeaderFields fields = fields("A:1\r\nB: \t 2 \t \r\nC:\r\nD: \t \r\nE: a \t b\r\n");

        assertEquals(HeaderFields.of("Host", "a", "A", "1", "B", "2", "C", "", "D", "", "E", "a \t b"), fields);
    }

    @Test
    void keepsEveryLegalByteOfAValue() {
        StringBuilder value = new StringBuilder();
        for (char c = '!'; c <= '\u00ff'; c++) {
            value.append(c == '\u007f' ? "" : c);
        }

        HeaderFields fields = fields("A: " + value + "\r\n");

        assertEquals(value.toString(), fields.first("A").orElseThrow());
    }

    @Test
    void keepsFieldsOfOneNameInOrder() {
        HeaderFields fields = fields("X: 1\r\nY: 2\r\nx: 3\r\n");

        assertEquals(List.of("1", "3"), fields.all("X"));
    }

    private static HeaderFields fields(String lines) {
        Feeding fed = Feeding.everyWay(START + lines + "\r\n");
        return assertInstanceOf(HeadOutcome.Complete.class, fed.outcome())
                .head()
                .fields();
    }

    private static HttpStatus status(String head) {
        return assertInstanceOf(HeadOutcome.Bad.class, Feeding.everyWay(head).outcome())
                .status();
    }
}
