package dev.weft.engine.http;

import static dev.weft.engine.http.Feeding.latin1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 9112 4: a response head")
class ResponseHeadTest {

    @Test
    void isStatusLineFieldsAndAnEmptyLine() {
        ResponseHead head = new ResponseHead(HttpStatus.NOT_FOUND, HeaderFields.of("A", "b", "C", "", "D", "\u00e9"));

        assertArrayEquals(latin1("HTTP/1.1 404 Not Found\r\nA: b\r\nC: \r\nD: \u00e9\r\n\r\n"), head.encode());
    }

    @Test
    void mayHaveNoField() {
        ResponseHead head = new ResponseHead(HttpStatus.OK, HeaderFields.EMPTY);

        assertArrayEquals(latin1("HTTP/1.1 200 OK\r\n\r\n"), head.encode());
    }

    @Test
    void mayHaveNoReason() {
        ResponseHead head = new ResponseHead(new HttpStatus(299, ""), HeaderFields.EMPTY);

        assertArrayEquals(latin1("HTTP/1.1 299 \r\n\r\n"), head.encode());
    }

    @Test
    void takesMoreThanItsFirstArrayHolds() {
        HeaderFields.Builder fields = HeaderFields.builder();
        StringBuilder expected = new StringBuilder("HTTP/1.1 200 OK\r\n");
        for (int i = 0; i < 100; i++) {
            fields.add("Name" + i, "value".repeat(i));
            expected.append("Name")
                    .append(i)
                    .append(": ")
                    .append("value".repeat(i))
                    .append("\r\n");
        }

        ResponseHead head = new ResponseHead(HttpStatus.OK, fields.build());

        assertArrayEquals(latin1(expected + "\r\n"), head.encode());
    }
}
