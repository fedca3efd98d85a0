package dev.weft.plugin.jsoncommand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.weft.spi.Session;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

/** The methods that json-command offers, except {@code help}, which describes all of them. */
final class StandardMethods {

    private StandardMethods() {}

    /**
     * All of them.
     *
     * @param clock tells the time
     * @param sessionCount counts the clients that are connected now
     */
    static List<Method> of(Clock clock, IntSupplier sessionCount) {
        List<Method> methods = new ArrayList<>(List.of(
                new Method("echo", Signature.of("value"), "The value, unchanged.", (args, session) -> args.get(0)),
                new Method(
                        "uppercase", Signature.of("text"), "The text in upper case.", (args, session) -> upper(args)),
                new Method(
                        "time",
                        Signature.optional("zone"),
                        "The time in UTC, or in a zone such as Asia/Tokyo.",
                        (args, session) -> time(clock, args)),
                new Method(
                        "sessions",
                        Signature.NONE,
                        "How many clients are connected, and this one's number.",
                        (args, session) -> sessions(sessionCount.getAsInt(), session))));
        methods.addAll(Arithmetic.methods());
        return methods;
    }

    private static JsonNode upper(List<JsonNode> args) throws RpcException {
        return TextNode.valueOf(text(args.get(0)).toUpperCase(Locale.ROOT));
    }

    private static JsonNode time(Clock clock, List<JsonNode> args) throws RpcException {
        ZoneId zone = args.isEmpty() ? ZoneOffset.UTC : zone(text(args.get(0)));
        OffsetDateTime now =
                clock.instant().truncatedTo(ChronoUnit.MILLIS).atZone(zone).toOffsetDateTime();
        return TextNode.valueOf(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(now));
    }

    private static ZoneId zone(String id) throws RpcException {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw RpcException.invalidParams("no such time zone");
        }
    }

    private static JsonNode sessions(int count, Session session) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        return result.put("count", count).put("own", session.id());
    }

    private static String text(JsonNode node) throws RpcException {
        if (!node.isTextual()) {
            throw RpcException.invalidParams("a string is needed, not " + node.getNodeType());
        }
        return node.textValue();
    }
}
