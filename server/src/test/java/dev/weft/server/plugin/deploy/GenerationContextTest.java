package dev.weft.server.plugin.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.weft.spi.Config;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Operator;
import dev.weft.spi.Tasks;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GenerationContextTest {

    private final HandlerContext server = mock();
    private final Operator operator = mock();
    private final Tasks tasks = mock();
    private final Config config = mock();

    @BeforeEach
    void answer() {
        when(server.handlerId()).thenReturn("echo");
        when(server.operator()).thenReturn(operator);
        when(server.tasks()).thenReturn(tasks);
        when(server.config()).thenReturn(config);
        when(server.sessions()).thenReturn(List.of());
    }

    @Test
    void offersWhatTheServerDoes() {
        GenerationContext context = new GenerationContext("echo#2", server);

        assertEquals("echo", context.handlerId());
        assertSame(operator, context.operator());
        assertSame(tasks, context.tasks());
        assertSame(config, context.config());
        assertEquals(List.of(), context.sessions());
    }

    @Test
    void failsByNameOnceTheGenerationHasEnded() {
        GenerationContext context = new GenerationContext("echo#2", server);

        context.end();

        for (Executable use : List.<Executable>of(context::operator, context::tasks, context::sessions)) {
            String message = assertThrows(IllegalStateException.class, use).getMessage();
            assertEquals("echo#2 has ended, and its context with it", message);
        }
        assertEquals("echo", context.handlerId());
        assertSame(config, context.config());
    }
}
