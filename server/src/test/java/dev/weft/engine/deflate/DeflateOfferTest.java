package dev.weft.engine.deflate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7692 7.1: the parameters of an offer")
class DeflateOfferTest {

    @Test
    void readsAnOfferWithoutParameters() {
        assertEquals(Optional.of(new DeflateOffer(Set.of(), OptionalInt.empty(), OptionalInt.empty())), parse());
    }

    @Test
    void readsAllFour() {
        Set<String> names = Set.of(
                "server_no_context_takeover",
                "client_no_context_takeover",
                "server_max_window_bits",
                "client_max_window_bits");

        assertEquals(
                Optional.of(new DeflateOffer(names, OptionalInt.of(10), OptionalInt.of(8))),
                parse(
                        "client_max_window_bits=8",
                        "server_no_context_takeover",
                        "server_max_window_bits=10",
                        "client_no_context_takeover"));
    }

    @Test
    void readsClientWindowBitsWithoutAValue() {
        assertEquals(
                Optional.of(
                        new DeflateOffer(Set.of("client_max_window_bits"), OptionalInt.empty(), OptionalInt.empty())),
                parse("client_max_window_bits"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "unknown=1",
                "Server_No_Context_Takeover",
                "server_no_context_takeover=",
                "server_no_context_takeover=true",
                "client_no_context_takeover=1",
                "server_max_window_bits",
            })
    void declinesWhatIsNotDefinedForAnOffer(String parameter) {
        assertEquals(Optional.empty(), parse(parameter));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "7",
                "16",
                "08",
                "015",
                "+9",
                "-9",
                "9.0",
                " 9",
                "9 ",
                "abc",
                "0x9",
                "99999999999",
                "\u0669"
            })
    void declinesValuesThatAreNoWindowBits(String value) {
        assertEquals(Optional.empty(), parse("server_max_window_bits=" + value));
        assertEquals(Optional.empty(), parse("client_max_window_bits=" + value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server_no_context_takeover",
                "client_no_context_takeover",
                "server_max_window_bits=10",
                "client_max_window_bits",
                "client_max_window_bits=10"
            })
    void declinesWhatIsThereTwice(String parameter) {
        assertEquals(Optional.empty(), parse(parameter, parameter));
    }

    private static Optional<DeflateOffer> parse(String... parameters) {
        return DeflateOffer.parse(Offers.deflate(parameters));
    }
}
