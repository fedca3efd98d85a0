package @package@;

import dev.weft.testkit.HandlerHarness;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The JAR as a server loads it: it sees the JDK and the SPI, and of all libraries those alone that are inside. Those are
 * the dependencies of scope compile and runtime, which the maven-shade-plugin packs.
 */
class @class@JarIT {

    private static final Path JAR = Path.of(System.getProperty("weft.plugin.jar", "target/@id@.jar"));

    @Test
    void greetsTheSenderByName() {
        try (HandlerHarness harness = HandlerHarness.start(JAR)) {
            harness.connect("/").sendText("Ada").expectText("Hello, Ada");
        }
    }
}
