package dev.weft.engine.deflate;

import dev.weft.engine.http.ExtensionOffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One offer of permessage-deflate that breaks no rule of RFC 7692 7.1.
 *
 * @param names the names of its parameters
 * @param serverMaxWindowBits the window the client can receive, if it named one
 * @param clientMaxWindowBits the window the client is going to use, if it named one
 */
record DeflateOffer(Set<String> names, OptionalInt serverMaxWindowBits, OptionalInt clientMaxWindowBits) {

    /** Reads an offer; empty if it must be declined. */
    static Optional<DeflateOffer> parse(ExtensionOffer offer) {
        Map<String, Optional<String>> parameters = new HashMap<>();
        for (ExtensionOffer.Parameter parameter : offer.parameters()) {
            // RFC 7692 7: "A server MUST decline an extension negotiation offer for this extension if any of the
            // following conditions are met: The negotiation offer contains an extension parameter not defined for use
            // in an offer. The negotiation offer contains an extension parameter with an invalid value. The negotiation
            // offer contains multiple extension parameters with the same name."
            if (!isDefined(parameter.name(), parameter.value())
                    || parameters.put(parameter.name(), parameter.value()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new DeflateOffer(
                Set.copyOf(parameters.keySet()),
                windowBits(parameters, DeflateParameters.SERVER_MAX_WINDOW_BITS),
                windowBits(parameters, DeflateParameters.CLIENT_MAX_WINDOW_BITS)));
    }

    private static boolean isDefined(String name, Optional<String> value) {
        return switch (name) {
            // RFC 7692 7.1.1.1, 7.1.1.2: the parameter "has no value".
            case DeflateParameters.SERVER_NO_CONTEXT_TAKEOVER, DeflateParameters.CLIENT_NO_CONTEXT_TAKEOVER ->
                value.isEmpty();
            case DeflateParameters.SERVER_MAX_WINDOW_BITS ->
                value.filter(DeflateOffer::isWindowBits).isPresent();
            // RFC 7692 7.1.2.2: "This parameter has no value or a decimal integer value".
            case DeflateParameters.CLIENT_MAX_WINDOW_BITS -> value.isEmpty() || isWindowBits(value.get());
            default -> false;
        };
    }

    /** RFC 7692 7.1.2.1: "a decimal integer value without leading zeroes between 8 to 15, inclusive". */
    private static boolean isWindowBits(String value) {
        return switch (value) {
            case "8", "9", "10", "11", "12", "13", "14", "15" -> true;
            default -> false;
        };
    }

    private static OptionalInt windowBits(Map<String, Optional<String>> parameters, String name) {
        Optional<String> value = parameters.getOrDefault(name, Optional.empty());
        return value.isPresent() ? OptionalInt.of(Integer.parseInt(value.get())) : OptionalInt.empty();
    }
}
