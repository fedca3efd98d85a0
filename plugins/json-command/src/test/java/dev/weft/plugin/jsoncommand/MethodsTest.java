package dev.weft.plugin.jsoncommand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodsTest {

    private final Fixture fixture = new Fixture();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "add|[1,2]|3",
                "add|[1]|1",
                "add|[0.1,0.2]|0.3",
                "add|[9007199254740993,1]|9007199254740994",
                "add|[18446744073709551616,-1]|18446744073709551615",
                "add|[1e3,1E3]|2000",
                "add|[1e-30,1]|1.000000000000000000000000000001",
                "add|[2.50,2.50]|5.00",
                "add|{\"numbers\":[1,2,3]}|6",
                "add|{\"numbers\":4}|4",
                "sum|[1,2,4]|7",
                "subtract|[42,23]|19",
                "subtract|{\"subtrahend\":0.1,\"minuend\":0.3}|0.2",
                "multiply|[1.1,1.1]|1.21",
                "multiply|[99999999999,99999999999,10]|99999999998000000000010",
                "multiply|[2,3,4]|24",
                "divide|[1,4]|0.25",
                "divide|[100,10]|10",
                "divide|[0,3]|0",
                "divide|[1,3]|0.3333333333333333333333333333333333",
                "divide|{\"dividend\":-1,\"divisor\":8}|-0.125",
                "uppercase|[\"stra\u00dfe\"]|\"STRASSE\"",
                "uppercase|{\"text\":\"i\"}|\"I\"",
                "echo|{\"value\":[null]}|[null]",
                "time|[]|\"2026-01-02T03:04:05.678Z\"",
                "time|[\"Asia/Tokyo\"]|\"2026-01-02T12:04:05.678+09:00\"",
                "time|{\"zone\":\"-03:30\"}|\"2026-01-01T23:34:05.678-03:30\"",
                "sessions|{}|{\"count\":3,\"own\":7}",
                "help|[\"subtract\"]|{\"subtract\":\"[minuend, subtrahend] The difference, exact.\"}",
            })
    void give(String method, String params, String result) {
        assertEquals(result, fixture.call(method, params).path("result").toString());
    }

    @ParameterizedTest
    @DisplayName("-32602, Invalid params")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "add|[]|expected [numbers, ...]",
                "add|{}|expected [numbers, ...]",
                "add|{\"numbers\":[]}|expected [numbers, ...]",
                "add|{\"Numbers\":[1]}|expected [numbers, ...]",
                "add|[1,\"2\"]|a number is needed, not STRING",
                "add|[null]|a number is needed, not NULL",
                "add|[[1,2]]|a number is needed, not ARRAY",
                "subtract|[1]|expected [minuend, subtrahend]",
                "subtract|[1,2,3]|expected [minuend, subtrahend]",
                "subtract|{\"minuend\":1}|expected [minuend, subtrahend]",
                "subtract|{\"subtrahend\":1}|expected [minuend, subtrahend]",
                "subtract|{\"minuend\":1,\"subtrahend\":2,\"x\":3}|expected [minuend, subtrahend]",
                "divide|[1,0]|division by zero",
                "divide|[1,0.00]|division by zero",
                "uppercase|[1]|a string is needed, not NUMBER",
                "time|[\"Mars/Base\"]|no such time zone",
                "time|[\"UTC\",1]|expected [zone?]",
                "sessions|[1]|expected []",
                "echo|[1,2]|expected [value]",
                "help|[\"nothing\"]|no such method",
            })
    void refuse(String method, String params, String data) {
        JsonNode error = fixture.call(method, params).path("error");

        assertEquals(-32602, error.path("code").intValue());
        assertEquals("Invalid params", error.path("message").textValue());
        assertEquals(data, error.path("data").textValue());
    }

    @ParameterizedTest
    @DisplayName("a short number with a long value")
    @CsvSource(
            delimiter = '|',
            value = {
                "add|[1e999999999,1]",
                "add|[1,1e-999999999]",
                "add|[0e2000000000,0e-2000000000]",
                "add|[1e-2147483647]",
                "add|[1e2147483648]",
                "subtract|[1e1001,1]",
                "multiply|[1e600,1e600]",
                "multiply|[1e-600,1e-600]",
                "divide|[1e2147483647,1]",
                "divide|[1,1e-2147483647]",
            })
    void refuseWhatWouldFillTheMemory(String method, String params) {
        JsonNode answer = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> fixture.call(method, params));

        assertEquals(-32602, answer.at("/error/code").intValue(), answer.toString());
        assertTrue(
                answer.at("/error/data").textValue().endsWith("has more than 1000 digits on one side of the point"),
                answer.toString());
    }

    @Test
    void multiplyManyLongNumbersWithinTheLimit() {
        String big = "9".repeat(499);

        assertEquals(
                998,
                fixture.call("multiply", "[" + big + "," + big + "]")
                        .get("result")
                        .toString()
                        .length());
        assertEquals(
                -32602,
                fixture.call("multiply", "[" + (big + ",").repeat(400) + "1]")
                        .at("/error/code")
                        .intValue());
    }

    @Test
    void areAllListedByHelp() {
        JsonNode help = fixture.call("help", "[]").get("result");

        List<String> names = new ArrayList<>();
        help.fieldNames().forEachRemaining(names::add);
        assertEquals(
                List.of(
                        "help",
                        "echo",
                        "uppercase",
                        "time",
                        "sessions",
                        "add",
                        "sum",
                        "subtract",
                        "multiply",
                        "divide",
                        "get_data",
                        "fail"),
                names);
        assertEquals(
                "[numbers, ...] The sum of the numbers, exact.", help.get("add").textValue());
    }
}
