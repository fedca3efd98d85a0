package dev.weft.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.engine.handshake.OriginPolicy.OwnHost;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakePolicyTest {

    private final OriginPolicy origins = new OriginPolicy("http", OwnHost.ANY, List.of());

    @ParameterizedTest
    // 47: a subprotocol that could not be written into the answer
    @ValueSource(strings = {"", "a b", "a,b", "a\r\nb", "\u00e9"})
    void refusesASubprotocolThatIsNoToken(String name) {
        assertThrows(IllegalArgumentException.class, () -> new HandshakePolicy(origins, List.of("chat", name)));
    }

    @Test
    void refusesASubprotocolNamedTwice() {
        assertThrows(IllegalArgumentException.class, () -> new HandshakePolicy(origins, List.of("chat", "chat")));
    }

    @Test
    void keepsACopyOfTheList() {
        List<String> names = new ArrayList<>(List.of("chat"));
        HandshakePolicy policy = new HandshakePolicy(origins, names);

        names.clear();

        assertEquals(List.of("chat"), policy.subprotocols());
    }
}
