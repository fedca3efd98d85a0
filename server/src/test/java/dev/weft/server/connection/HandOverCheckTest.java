package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.weft.server.plugin.Deployed;
import dev.weft.spi.Handshake;
import dev.weft.spi.Session;
import java.util.ConcurrentModificationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandOverCheckTest {

    @Test
    void letsNothingCrossThatChangesWhileItIsLookedAt() {
        Session session = mock();
        Handshake handshake = mock();
        when(session.handshake()).thenReturn(handshake);
        when(handshake.subprotocol()).thenReturn(Optional.empty());
        when(session.attachment(Object.class)).thenThrow(new ConcurrentModificationException());

        assertFalse(HandOverCheck.isPossible(session, Deployed.handler("echo", Session::send)));
    }
}
