package dev.weft.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class LineEditorTest {

    @Test
    void keepsWhatIsBeingTypedBelowWhatArrives() throws Exception {
        try (VirtualTerminal glass = new VirtualTerminal();
                LineEditor editor = editor(glass)) {
            FutureTask<String> read = read(editor);
            glass.awaitShown("> ");
            glass.type("hel");
            glass.awaitShown("hel");

            editor.printAbove("< news");
            glass.awaitShown("< news");
            // The line is drawn again below it.
            glass.awaitShown("hel");
            glass.type("lo\r");

            assertEquals("hello", read.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void endsWithTheInput() throws Exception {
        for (String end : new String[] {VirtualTerminal.CTRL_D, VirtualTerminal.CTRL_C}) {
            try (VirtualTerminal glass = new VirtualTerminal();
                    LineEditor editor = editor(glass)) {
                FutureTask<String> read = read(editor);
                glass.awaitShown("> ");

                glass.type(end);

                assertNull(read.get(20, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void completesTheCommandsItIsGiven() throws Exception {
        try (VirtualTerminal glass = new VirtualTerminal();
                LineEditor editor = editor(glass)) {
            FutureTask<String> read = read(editor);
            glass.awaitShown("> ");

            glass.type("/bi\t00\r");

            assertTrue(read.get(20, TimeUnit.SECONDS).startsWith("/binary"));
        }
    }

    private static LineEditor editor(VirtualTerminal glass) throws Exception {
        return new LineEditor(TerminalScreen.on(glass.terminal, List.of("/binary", "/ping"), () -> {}));
    }

    private static FutureTask<String> read(LineEditor editor) {
        FutureTask<String> read = new FutureTask<>(editor::readLine);
        Thread.ofPlatform().daemon().start(read);
        return read;
    }
}
