package dev.weft.server.outbound;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class SharedZlibTest {

    private final SharedZlib zlib = new SharedZlib();

    @Test
    void lendsAgainWhatCameBack() {
        Inflater inflater = zlib.borrowInflater();
        Deflater deflater = zlib.borrowDeflater();
        zlib.giveBack(inflater);
        zlib.giveBack(deflater);

        assertSame(inflater, zlib.borrowInflater());
        assertSame(deflater, zlib.borrowDeflater());
        assertNotSame(inflater, zlib.borrowInflater());
    }

    @Test
    void endsWhatItDoesNotKeep() {
        List<Inflater> lent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lent.add(zlib.borrowInflater());
        }
        lent.forEach(zlib::giveBack);

        // An ended one refuses to work: its native memory is gone.
        assertThrows(RuntimeException.class, () -> lent.getLast().getBytesRead());
    }
}
