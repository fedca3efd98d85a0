package dev.weft.engine.deflate;

import dev.weft.engine.http.ExtensionOffer;
import java.util.Arrays;
import java.util.Optional;

/** Offers written as the header has them, one parameter a string. */
final class Offers {

    private Offers() {}

    static ExtensionOffer deflate(String... parameters) {
        return named("permessage-deflate", parameters);
    }

    static ExtensionOffer named(String name, String... parameters) {
        return new ExtensionOffer(
                name, Arrays.stream(parameters).map(Offers::parameter).toList());
    }

    private static ExtensionOffer.Parameter parameter(String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? new ExtensionOffer.Parameter(text, Optional.empty())
                : new ExtensionOffer.Parameter(text.substring(0, equals), Optional.of(text.substring(equals + 1)));
    }
}
