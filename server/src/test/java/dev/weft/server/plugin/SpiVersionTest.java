package dev.weft.server.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpiVersionTest {

    @ParameterizedTest
    @CsvSource({
        "1.3,1.3,true",
        "1.2,1.3,true",
        "1.0,1.3,true",
        "1.4,1.3,false",
        "2.0,1.3,false",
        "0.3,1.3,false",
        "2.9,3.1,false",
        "1.3.7,1.3,true",
    })
    void worksWithTheSameMajorAndAMinorThatIsNotAbove(String built, String provided, boolean works)
            throws PluginRejectedException {
        assertEquals(works, SpiVersion.parse(built).worksWith(SpiVersion.parse(provided)));
    }

    @Test
    void isTheOneThatOurOwnPluginsName() throws IOException {
        String pom = Files.readString(Path.of("../plugins/pom.xml"));

        assertTrue(pom.contains("<Weft-Spi-Version>" + SpiVersion.CURRENT + "</Weft-Spi-Version>"));
    }

    @Test
    void parsesWithSpacesAround() throws PluginRejectedException {
        assertEquals(new SpiVersion(1, 12), SpiVersion.parse(" 1.12 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.", ".1", "v1.0", "1.x", "-1.0", "1.0.0.0", "99999.0", "1.0-beta"})
    void rejectsWhatIsNoVersionAndShowsIt(String text) {
        PluginRejectedException thrown = assertThrows(PluginRejectedException.class, () -> SpiVersion.parse(text));

        assertEquals(
                "Weft-Spi-Version '" + text + "' in META-INF/MANIFEST.MF is not MAJOR.MINOR: write 0.2",
                thrown.reason());
    }
}
