package dev.weft.server.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentTest {

    private static final byte[] BYTES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    @TempDir
    Path folder;

    @Test
    void isReadFromMemoryPieceByPiece() throws IOException {
        assertEveryPiece(new Content.Bytes(BYTES), BYTES);
    }

    @Test
    void isReadFromAFilePieceByPiece() throws IOException {
        try (Content content = new Content.FilePart(open(), 0, 10)) {
            assertEveryPiece(content, BYTES);
        }
    }

    @Test
    void isReadFromPartOfAFile() throws IOException {
        try (Content content = new Content.FilePart(open(), 3, 4)) {
            assertEveryPiece(content, new byte[] {3, 4, 5, 6});
        }
    }

    @Test
    void saysSoIfTheFileIsTooShort() throws IOException {
        try (Content content = new Content.FilePart(open(), 3, 8)) {
            assertThrows(EOFException.class, () -> content.read(ByteBuffer.allocate(20), 0));
        }
    }

    @Test
    void closesItsFile() throws IOException {
        FileChannel file = open();

        new Content.FilePart(file, 0, 10).close();

        assertFalse(file.isOpen());
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(Files.write(folder.resolve("file"), BYTES));
    }

    /** Reads in pieces of each size, after bytes that must stay as they are. */
    private static void assertEveryPiece(Content content, byte[] expected) throws IOException {
        assertEquals(expected.length, content.length());
        for (int size = 1; size <= expected.length + 1; size++) {
            ByteBuffer all = ByteBuffer.allocate(expected.length);
            while (all.hasRemaining()) {
                ByteBuffer piece = ByteBuffer.allocate(1 + size).put((byte) -1);
                content.read(piece, all.position());
                piece.flip();
                assertEquals(-1, piece.get());
                all.put(piece);
            }
            assertArrayEquals(expected, all.array());
        }
    }
}
