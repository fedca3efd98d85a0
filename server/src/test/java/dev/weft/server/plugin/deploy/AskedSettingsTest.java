package dev.weft.server.plugin.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AskedSettingsTest {

    private final AskedSettings settings = new AskedSettings(Map.of("word", "Hi", "wrod", "Ho", "loud", "true"));

    @Test
    void knowWhatNobodyHasAskedFor() {
        assertEquals("Hi", settings.text("word", ""));
        assertEquals(Optional.empty(), settings.value("other"));
        settings.flag("loud", false);

        assertEquals(Set.of("wrod"), settings.unasked());
    }

    @Test
    void haveAllBeenSeenByWhoGoesThroughThem() {
        assertEquals(Set.of("word", "wrod", "loud"), settings.keys());

        assertEquals(Set.of(), settings.unasked());
    }
}
