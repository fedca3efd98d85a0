package @package@;

import dev.weft.testkit.HandlerHarness;
import org.junit.jupiter.api.Test;

class @class@Test {

    @Test
    void greetsTheSenderByName() {
        try (HandlerHarness harness = HandlerHarness.start(new @class@())) {
            harness.connect("/").sendText("Ada").expectText("Hello, Ada");
        }
    }
}
