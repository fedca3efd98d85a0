package dev.weft.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.spi.CloseException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingQuestionsTest {

    @Test
    void refusesMoreQuestionsThanItHasRoomFor() {
        FakeSession session = new FakeSession(1);
        WaitingQuestions full = new WaitingQuestions(question -> {});
        IntStream.range(0, WaitingQuestions.MAX).forEach(i -> full.add(new Question(session, "q")));

        CloseException refused = assertThrows(CloseException.class, () -> full.add(new Question(session, "one more")));

        assertEquals(1013, refused.status().code());
        assertEquals(WaitingQuestions.MAX, full.size());
    }
}
