package dev.weft.server.plugin.inspect;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.plugin.inspect.ClassFile.MemberRef;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpiSurfaceTest {

    @ParameterizedTest
    @ValueSource(strings = {"dev/weft/spi/Session", "dev/weft/spi/Message$Text", "dev/weft/spi/Handler"})
    void hasEveryPublicClass(String name) {
        assertTrue(SpiSurface.has(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev/weft/spi/Gone", "dev/weft/spi/StringText"})
    void hasNoClassThatIsAbsentOrNotPublic(String name) {
        assertFalse(SpiSurface.has(name));
    }

    @ParameterizedTest
    @CsvSource({
        "Session, send, (Ljava/lang/String;)V",
        "CloseStatus, <init>, (ILjava/lang/String;)V",
        "CloseStatus, NORMAL, Ldev/weft/spi/CloseStatus;",
        // Inherited: of an interface above, of a class above, and of Object by an interface.
        "Message$Text, size, ()I",
        "CloseException, getMessage, ()Ljava/lang/String;",
        "Session, hashCode, ()I"
    })
    void hasEveryMemberThatAPluginMayUse(String owner, String name, String descriptor) {
        assertTrue(has(owner, name, descriptor));
    }

    @ParameterizedTest
    @CsvSource({
        "Session, send, (I)V",
        "Session, send, (Ljava/lang/String;)I",
        "Session, gone, ()V",
        "Gone, send, (Ljava/lang/String;)V",
        "CloseStatus, NORMAL, I",
        "CloseStatus, GONE, Ldev/weft/spi/CloseStatus;",
        // Package-private.
        "HandOver, acceptedBy, (Ljava/lang/Class;)Z"
    })
    void hasNoMemberThatIsAbsentOfAnotherTypeOrNotPublic(String owner, String name, String descriptor) {
        assertFalse(has(owner, name, descriptor));
    }

    private static boolean has(String owner, String name, String descriptor) {
        return SpiSurface.has(new MemberRef("dev/weft/spi/" + owner, name, descriptor));
    }
}
