package dev.weft.server.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.frame.Opcode;
import dev.weft.server.resource.Pool;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CorkTest {

    private final Pool<ByteBuffer> pool = Cork.pool();
    private final Cork cork = new Cork(Thread.currentThread(), pool);

    @Test
    void takesFramesOnlyWhileItIsOn() {
        assertFalse(cork.takes(3));

        cork.switchOn();
        assertTrue(cork.takes(3));

        cork.switchOff();
        assertFalse(cork.takes(3));
    }

    @Test
    void takesFramesOnlyOfItsOwner() {
        Cork other = new Cork(Thread.ofVirtual().unstarted(() -> {}), pool);
        other.switchOn();

        assertFalse(other.takes(3));
    }

    @Test
    void takesFramesOnlyWhileThereIsRoom() {
        cork.switchOn();
        assertTrue(cork.takes(Cork.SIZE));
        assertFalse(cork.takes(Cork.SIZE + 1));

        cork.add(frame("a"));

        assertTrue(cork.takes(Cork.SIZE - 3));
        assertFalse(cork.takes(Cork.SIZE - 2));
    }

    @Test
    void handsOutItsFramesInOrder() {
        cork.add(frame("a"));
        cork.add(frame("b"));
        assertFalse(cork.isEmpty());

        ByteBuffer taken = cork.take();

        assertNotNull(taken);
        byte[] bytes = new byte[taken.flip().remaining()];
        taken.get(bytes);
        assertEquals("810161810162", HexFormat.of().formatHex(bytes));
        assertTrue(cork.isEmpty());
        assertNull(cork.take());
    }

    @Test
    void givesItsBufferBackWhenItsFramesAreDiscarded() {
        cork.add(frame("a"));
        ByteBuffer buffer = cork.take();
        cork.putBack(buffer);

        cork.discard();

        assertTrue(cork.isEmpty());
        assertSame(buffer, pool.borrow());
    }

    private static OutgoingFrame frame(String text) {
        return OutgoingFrame.plain(Opcode.TEXT, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
