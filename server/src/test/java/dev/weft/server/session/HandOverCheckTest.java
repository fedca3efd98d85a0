package dev.weft.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.weft.server.plugin.deploy.Deployed;
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

        assertEquals(
                "its attachment changes while it is examined",
                HandOverCheck.obstacle(session, Deployed.handler("echo", Session::send)));
    }
}
