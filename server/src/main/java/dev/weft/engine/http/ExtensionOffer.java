package dev.weft.engine.http;

import java.util.List;
import java.util.Optional;

/**
 * One extension that a peer offers, or accepts, with its parameters in order (RFC 6455 9.1).
 *
 * @param name a token
 * @param parameters in order; a name may occur twice, which most extensions forbid
 */
public record ExtensionOffer(String name, List<Parameter> parameters) {

    /** Keeps a copy of the list. */
    public ExtensionOffer {
        parameters = List.copyOf(parameters);
    }

    /**
     * One parameter.
     *
     * @param name a token
     * @param value without quotes and backslashes; a quoted one need not be a token, and is then invalid
     */
    public record Parameter(String name, Optional<String> value) {}
}
