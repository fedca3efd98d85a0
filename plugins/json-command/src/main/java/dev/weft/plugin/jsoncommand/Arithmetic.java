package dev.weft.plugin.jsoncommand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.BinaryOperator;

/** Exact arithmetic on numbers from a client, which may write {@code 1e999999999} in eleven characters. */
final class Arithmetic {

    /** The most digits before and after the decimal point, of every number read and of every step's result. */
    private static final int MAX_DIGITS = Json.MAX_NUMBER_LENGTH;

    /** 34 digits: a quotient may not terminate, so it has the precision of decimal128 (IEEE 754). */
    private static final MathContext QUOTIENT = MathContext.DECIMAL128;

    private Arithmetic() {}

    static List<Method> methods() {
        Signature numbers = Signature.each("numbers");
        return List.of(
                new Method("add", numbers, "The sum of the numbers, exact.", (args, session) -> add(args)),
                new Method("sum", numbers, "The same as add.", (args, session) -> add(args)),
                new Method(
                        "subtract",
                        Signature.of("minuend", "subtrahend"),
                        "The difference, exact.",
                        (args, session) -> fold(args, BigDecimal::subtract)),
                new Method(
                        "multiply",
                        numbers,
                        "The product of the numbers, exact.",
                        (args, session) -> fold(args, BigDecimal::multiply)),
                new Method(
                        "divide",
                        Signature.of("dividend", "divisor"),
                        "The quotient, to 34 digits.",
                        (args, session) -> divide(args.get(0), args.get(1))));
    }

    private static JsonNode add(List<JsonNode> numbers) throws RpcException {
        return fold(numbers, BigDecimal::add);
    }

    /** The numbers from the first to the last, combined one after the other. */
    private static JsonNode fold(List<JsonNode> numbers, BinaryOperator<BigDecimal> step) throws RpcException {
        BigDecimal result = number(numbers.get(0));
        for (JsonNode next : numbers.subList(1, numbers.size())) {
            result = checked(step.apply(result, number(next)), "the result");
        }
        return asJson(result);
    }

    /** The quotient, to 34 digits if it does not terminate. */
    private static JsonNode divide(JsonNode dividend, JsonNode divisor) throws RpcException {
        BigDecimal by = number(divisor);
        if (by.signum() == 0) {
            throw RpcException.invalidParams("division by zero");
        }
        BigDecimal quotient = number(dividend).divide(by, QUOTIENT);
        return asJson(quotient.signum() == 0 ? BigDecimal.ZERO : quotient.stripTrailingZeros());
    }

    private static BigDecimal number(JsonNode node) throws RpcException {
        if (!node.isNumber()) {
            throw RpcException.invalidParams("a number is needed, not " + node.getNodeType());
        }
        return checked(node.decimalValue(), "a number");
    }

    private static BigDecimal checked(BigDecimal number, String what) throws RpcException {
        // Long arithmetic: a scale may be close to either end of int.
        long before = (long) number.precision() - number.scale();
        if (before > MAX_DIGITS || number.scale() > MAX_DIGITS) {
            throw RpcException.invalidParams(
                    what + " has more than " + MAX_DIGITS + " digits on one side of the point");
        }
        return number;
    }

    private static JsonNode asJson(BigDecimal number) {
        // 2000 rather than 2E+3, which is equal but looks different.
        return DecimalNode.valueOf(number.scale() < 0 ? number.setScale(0) : number);
    }
}
