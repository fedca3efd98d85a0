package dev.weft.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    @Nested
    class Text {

        @ParameterizedTest
        @CsvSource({
            "'',''",
            "Hello,48656c6c6f",
            "\u00e9,c3a9",
            "\u6f22,e6bca2",
            "\uD83D\uDE00,f09f9880",
            "\uDBFF\uDFFF,f48fbfbf",
            "\uFFFF,efbfbf",
        })
        void givesItsUtf8AndItsSize(String text, String hex) {
            Message.Text message = Message.text(text);

            assertEquals(text, message.text());
            assertEquals(hex, HexFormat.of().formatHex(bytes(message.utf8())));
            assertEquals(hex.length() / 2, message.size());
        }

        @ParameterizedTest
        @DisplayName("RFC 3629 3: UTF-8 prohibits encoding character numbers between U+D800 and U+DFFF")
        @ValueSource(strings = {"\uD83D", "\uDE00", "ab\uD83D", "ab\uD83Dc", "ab\uDE00\uD83D"})
        void refusesHalfASurrogatePair(String text) {
            IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> Message.text(text));

            assertTrue(thrown.toString().contains("lone surrogate at index "), thrown.toString());
        }

        @Test
        void saysWhichCharacterIsHalfAPair() {
            String message = assertThrows(IllegalArgumentException.class, () -> Message.text("\uD83D\uDE00a\uDE00"))
                    .getMessage();

            assertEquals("lone surrogate at index 3", message);
        }

        @Test
        void givesAReadOnlyBufferFromItsStartEachTime() {
            Message.Text message = Message.text("Hello");
            bytes(message.utf8());

            ByteBuffer again = message.utf8();

            assertTrue(again.isReadOnly());
            assertEquals(5, again.remaining());
            assertNotSame(again, message.utf8());
        }

        @Test
        void doesNotShowItsContentInLogs() {
            assertEquals("Text[6 chars]", Message.text("secret").toString());
        }
    }

    @Nested
    class Binary {

        @Test
        void keepsItsBytesWhateverBecomesOfTheArray() {
            byte[] array = {1, 2, 3};
            Message.Binary message = Message.binary(array);

            array[0] = 9;

            assertArrayEquals(new byte[] {1, 2, 3}, bytes(message.data()));
            assertEquals(3, message.size());
        }

        @Test
        void copiesWhatRemainsOfABufferAndLeavesItsPosition() {
            ByteBuffer buffer = ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4}, 1, 3);
            Message.Binary message = Message.binary(buffer);

            buffer.put(1, (byte) 9);

            assertArrayEquals(new byte[] {1, 2, 3}, bytes(message.data()));
            assertEquals(1, buffer.position());
            assertEquals(4, buffer.limit());
        }

        @Test
        void copiesADirectReadOnlyBuffer() {
            ByteBuffer direct =
                    ByteBuffer.allocateDirect(2).put((byte) 7).put((byte) 8).flip();

            assertArrayEquals(
                    new byte[] {7, 8},
                    bytes(Message.binary(direct.asReadOnlyBuffer()).data()));
        }

        @Test
        void givesAReadOnlyBufferFromItsStartEachTime() {
            Message.Binary message = Message.binary((byte) 1);
            bytes(message.data());

            assertTrue(message.data().isReadOnly());
            assertEquals(1, message.data().remaining());
        }

        @Test
        void mayBeEmpty() {
            assertEquals(0, Message.binary().size());
            assertEquals(0, Message.binary(ByteBuffer.allocate(0)).data().remaining());
        }

        @Test
        void doesNotShowItsContentInLogs() {
            assertEquals("Binary[2 bytes]", Message.binary((byte) 1, (byte) 2).toString());
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
