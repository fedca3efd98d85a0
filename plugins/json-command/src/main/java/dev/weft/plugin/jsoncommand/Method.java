package dev.weft.plugin.jsoncommand;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.spi.Session;
import java.util.List;

/**
 * A method that clients can call.
 *
 * @param name the name by which they call it
 * @param signature its parameters
 * @param description one sentence, for {@code help}
 * @param body the implementation
 */
record Method(String name, Signature signature, String description, Body body) {

    /** The implementation of a method: computes a result from arguments that fit its signature. */
    @FunctionalInterface
    interface Body {
        JsonNode call(List<JsonNode> arguments, Session session) throws RpcException;
    }
}
