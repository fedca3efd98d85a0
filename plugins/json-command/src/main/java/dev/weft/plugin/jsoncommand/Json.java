package dev.weft.plugin.jsoncommand;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Converts text to a tree and back, within limits (RFC 8259 9: an implementation may set limits on size and depth). */
final class Json {

    /** Why 256 KiB? A command is short, and a tree may take 37 times the size of its text (measured, empty objects). */
    static final int MAX_BYTES = 256 << 10;

    /** Why 64? Far deeper than real parameters, and far from exhausting a stack. */
    static final int MAX_DEPTH = 64;

    /** Why 1,000? Arithmetic on numbers of this length takes microseconds. */
    static final int MAX_NUMBER_LENGTH = 1000;

    private static final String LIMITS = "over a limit: depth " + MAX_DEPTH + ", " + MAX_NUMBER_LENGTH
            + " characters of a name or a number, or its exponent";

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_BYTES)
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .maxStringLength(MAX_BYTES)
                            .maxNameLength(MAX_NUMBER_LENGTH)
                            .build())
                    // The server has validated UTF-8; a text of NULs must not be taken for UTF-16.
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    // Names come from clients, which must not fill a JVM-wide table.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // RFC 8259 4: "The names within an object SHOULD be unique": two parsers must not see two different
            // requests.
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ObjectWriter WRITER = MAPPER.writer();
    private static final ObjectWriter ASCII_WRITER = WRITER.with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private Json() {}

    /** Reads exactly one document; anything after it is an error. */
    static JsonNode parse(ByteBuffer utf8) throws RpcException {
        if (utf8.remaining() > MAX_BYTES) {
            throw RpcException.parseError("the document is longer than " + MAX_BYTES + " bytes");
        }
        try (JsonParser parser = MAPPER.createParser(new ByteBufferBackedInputStream(utf8))) {
            JsonNode tree = MAPPER.readTree(parser);
            if (tree == null || parser.nextToken() != null) {
                throw RpcException.parseError("");
            }
            return tree;
        } catch (StreamConstraintsException | NumberFormatException e) {
            // BigDecimal rejects an exponent out of its range, and Jackson propagates that exception.
            throw RpcException.parseError(LIMITS);
        } catch (JsonMappingException e) {
            throw RpcException.parseError("a name occurs twice in one object");
        } catch (JsonProcessingException e) {
            throw RpcException.parseError("");
        } catch (IOException e) {
            // A buffer in memory does not fail.
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a document that UTF-8 can encode, whatever its strings contain. */
    static String write(JsonNode tree) {
        try {
            String text = WRITER.writeValueAsString(tree);
            // A client may send an unpaired surrogate as an escape, and it has to be returned as one.
            return hasLoneSurrogate(text) ? ASCII_WRITER.writeValueAsString(tree) : text;
        } catch (JsonProcessingException e) {
            // A tree that was read, or made from plain values, can always be written.
            throw new IllegalStateException(e);
        }
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean isPair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!isPair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
