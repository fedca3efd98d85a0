package dev.weft.plugin.jsoncommand;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.spi.Session;
import java.util.List;

/**
 * A method that clients can call.
 *
 * @param name what they call it by
 * @param signature its parameters
 * @param description one sentence, for {@code help}
 * @param body what it does
 */
record Method(String name, Signature signature, String description, Body body) {

    /** What a method does: from arguments that fit its signature to a result. */
    @FunctionalInterface
    interface Body {
        JsonNode call(List<JsonNode> arguments, Session session) throws RpcException;
    }
}
