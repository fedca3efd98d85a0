package dev.weft.plugin.channels;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes JSON apart, one level at a time, within limits (RFC 8259 9: a parser may set limits on size and depth). */
final class Json {

    /** Why 64? Far deeper than real messages, and far from exhausting a browser's stack. */
    static final int MAX_DEPTH = 64;

    /** Why 1,000? The longest number of a double's range, written out, has 309 digits before the point. */
    static final int MAX_NUMBER_LENGTH = 1000;

    private static final String LIMITS =
            "over a limit: depth " + MAX_DEPTH + ", " + MAX_NUMBER_LENGTH + " characters of a name or a number";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxNameLength(MAX_NUMBER_LENGTH)
                    // A text cannot be longer than the message that it came in.
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            // Names come from clients, which must not fill a table that outlives the message.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // By default each session's thread would keep buffers of its own.
            .recyclerPool(JsonRecyclerPools.newBoundedPool(16))
            .build();

    private Json() {}

    /** What is done with a parser that stands at the first token. */
    @FunctionalInterface
    private interface Reading<T> {
        T read(JsonParser parser) throws IOException, RpcException;
    }

    /** Reads exactly one value; anything after it is an error. */
    static Value parse(String text) throws RpcException {
        return reading(text, parser -> value(parser, text));
    }

    /** The members of an object. */
    static Map<String, Value> members(Value object) throws RpcException {
        return reading(object.json(), parser -> {
            Map<String, Value> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                // RFC 8259 4: "The names within an object SHOULD be unique": two parsers must not see two different
                // requests.
                if (members.put(name, value(parser, object.json())) != null) {
                    throw RpcException.invalidRequest("a name occurs twice in one object");
                }
            }
            return members;
        });
    }

    /** The elements of an array; those after the first so many are left out. */
    static List<Value> elements(Value array, int most) throws RpcException {
        return reading(array.json(), parser -> {
            List<Value> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (elements.size() < most) {
                    elements.add(value(parser, array.json()));
                } else {
                    parser.skipChildren();
                }
            }
            return elements;
        });
    }

    /** The text that a string stands for. */
    static String text(Value string) throws RpcException {
        return reading(string.json(), JsonParser::getText);
    }

    private static <T> T reading(String text, Reading<T> body) throws RpcException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw RpcException.parseError("");
            }
            T result = body.read(parser);
            if (parser.nextToken() != null) {
                throw RpcException.parseError("");
            }
            return result;
        } catch (StreamConstraintsException overLimit) {
            throw RpcException.parseError(LIMITS);
        } catch (JsonProcessingException invalid) {
            throw RpcException.parseError("");
        } catch (IOException impossible) {
            // A text in memory does not fail.
            throw new UncheckedIOException(impossible);
        }
    }

    /** The value at which the parser stands, which it leaves behind. */
    private static Value value(JsonParser parser, String text) throws IOException {
        JsonType type = type(parser.currentToken());
        int start = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        // Strings are read when somebody asks for them; until then the parser is in front of them.
        parser.finishToken();
        int end = (int) parser.currentLocation().getCharOffset();
        return new Value(type, text.substring(start, end));
    }

    private static JsonType type(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> JsonType.OBJECT;
            case START_ARRAY -> JsonType.ARRAY;
            case VALUE_STRING -> JsonType.STRING;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonType.NUMBER;
            case VALUE_NULL -> JsonType.NULL;
            case VALUE_TRUE, VALUE_FALSE -> JsonType.BOOLEAN;
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no value begins with " + token);
        };
    }
}
