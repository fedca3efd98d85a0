package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@link DocsIT} looks with. */
class MarkdownTest {

    @Test
    void tellsProseFromBlocks() {
        Markdown page = Markdown.parse(Path.of("page.md"), """
                # What's new, and `why`
                See [there](other.md#part), ![picture](a.png) or `--flag`.

                ```java
                int `no` = [1](2);
                # not a heading
                ```

                ## Second
                ```
                one \\
                  two
                ```
                """);

        assertEquals(List.of("other.md#part", "a.png"), page.links());
        assertEquals(List.of("why", "--flag"), page.codes());
        assertEquals(Set.of("whats-new-and-why", "second"), page.anchors());
        assertEquals(
                List.of("java", ""),
                page.blocks().stream().map(Markdown.Block::language).toList());
        assertEquals("one    two\n", page.blocks().get(1).text());
    }

    @Test
    void readsTheOptionsOfAHelpPage() {
        Map<String, String> options = HelpPages.parse("""
                Usage: weft serve [--nothing]
                                    [--here]

                Serving
                      --port=NUMBER   Port to listen on (8083)
                      --set=KEY       A setting, and a long
                                        line (repeatable)
                  -v, --verbose       More

                --footer is no option
                """);

        assertEquals(Map.of("--port", "8083", "--set", "", "--verbose", ""), options);
    }
}
