package dev.weft.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.client.ResumeState.Opening;
import dev.weft.server.client.ResumeState.Received;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeStateTest {

    private static final String SIGN = "\u001e";

    private final ResumeState state = new ResumeState();

    private Received mark(String words) {
        return state.text(SIGN + words);
    }

    private void takes(String mark) {
        assertEquals(new Received.Noted(), mark(mark));
    }

    private String parameter() {
        return state.opening().parameter();
    }

    @Nested
    @DisplayName("Positions")
    class Positions {

        @Test
        void areNoneAtFirst() {
            assertEquals(new Opening("weft-resume=", Optional.empty()), state.opening());
        }

        @Test
        void followTheMessagesOfEachTopic() {
            takes("m room a1");
            assertEquals(new Received.Message("hello", false), state.text("hello"));
            takes("m news/a:b k3f-9x");
            state.text("extra");
            takes("m room a2");
            state.text("again");

            assertEquals("weft-resume=room:a2,news/a:b:k3f-9x", parameter());
        }

        @Test
        void countOnlyWhenTheMessageHasCome() {
            takes("m room a1");
            state.text("hello");
            takes("m room a2");

            assertEquals("weft-resume=room:a1", parameter());
            state.text("of the next connection, whose mark is another");
            assertEquals("weft-resume=room:a1", parameter());
        }

        @Test
        void followBinaryMessagesToo() {
            takes("m room a1");

            assertFalse(state.messageCame());
            assertEquals("weft-resume=room:a1", parameter());
        }

        @Test
        void doNotFollowAMessageOfNoTopic() {
            takes("m room a1");
            state.text("hello");
            state.text("answer");

            assertEquals("weft-resume=room:a1", parameter());
        }

        @Test
        void beginWhereTheSubscriptionDoes() {
            takes("n room a0");

            assertEquals("weft-resume=room:a0", parameter());
        }

        @Test
        void areTakenFromTheEndOfAReplay() {
            mark("r room ok a5");
            mark("r news lost b7");

            assertEquals("weft-resume=room:a5,news:b7", parameter());
        }

        @Test
        void goIntoTheFirstMessageIfTheyAreTooLongForAQuery() {
            // 4 + 1 + 3 characters, and a comma after all but the last: 6,145 is the first length over 6 KiB.
            StringBuilder list = new StringBuilder();
            for (int i = 100; list.length() < ResumeState.LONGEST_QUERY - 8; i++) {
                takes("n t" + i + " abc");
                list.append(list.isEmpty() ? "" : ",").append("t").append(i).append(":abc");
            }
            assertEquals(new Opening("weft-resume=" + list, Optional.empty()), state.opening());

            takes("n " + "x".repeat(64) + " abc");

            assertEquals(
                    new Opening("weft-resume=@", Optional.of(SIGN + "p " + list + "," + "x".repeat(64) + ":abc")),
                    state.opening());
        }

        @Test
        void areAddedToTheAddress() {
            Opening opening = new Opening("weft-resume=a:1", Optional.empty());

            assertEquals(URI.create("ws://h:1/ws/chat?weft-resume=a:1"), opening.addTo(URI.create("ws://h:1/ws/chat")));
            assertEquals(URI.create("ws://h/?x=%20&weft-resume=a:1"), opening.addTo(URI.create("ws://h/?x=%20")));
        }
    }

    @Nested
    @DisplayName("After an absence")
    class AfterAnAbsence {

        @Test
        void messagesOfATopicAreReplayedFromItsBeginToItsEnd() {
            assertEquals(new Received.Replaying("room"), mark("b room"));
            takes("m room a1");
            assertEquals(new Received.Message("missed", true), state.text("missed"));
            takes("m other b1");
            assertEquals(new Received.Message("new elsewhere", false), state.text("new elsewhere"));
            assertEquals(new Received.Message("of no topic", false), state.text("of no topic"));
            takes("m room a2");
            assertTrue(state.messageCame());

            assertEquals(new Received.Resumed("room", 2), mark("r room ok a2"));
            takes("m room a3");
            assertEquals(new Received.Message("new", false), state.text("new"));
        }

        @Test
        void nothingIsMissingIfNothingIsReplayed() {
            assertEquals(new Received.Resumed("room", 0), mark("r room ok a1"));
        }

        @Test
        void theServerSaysThatSomethingIsMissing() {
            assertEquals(new Received.Lost("room"), mark("r room lost a9"));
            assertEquals(new Received.Lost("room"), mark("r room lost"));
            assertEquals("weft-resume=", parameter());
        }

        @Test
        void somethingIsMissingIfASubscriptionBeginsElsewhereThanItEnded() {
            takes("n room a1");
            takes("n room a1");

            assertEquals(new Received.Lost("room"), mark("n room a2"));
            assertEquals("weft-resume=room:a2", parameter());
        }

        @Test
        void somethingMayBeMissingOfATopicThatWasEmpty() {
            takes("n room");
            takes("n room");
            assertEquals("weft-resume=", parameter());

            assertEquals(new Received.Lost("room"), mark("n room a1"));
        }

        @Test
        void aReplayThatWasCutOffIsOver() {
            mark("b room");
            state.opening();
            takes("m room a1");

            assertEquals(new Received.Message("new", false), state.text("new"));
        }
    }

    @Nested
    @DisplayName("Texts")
    class Texts {

        @Test
        void loseTheSignThatTheServerAdded() {
            takes("m room a1");

            assertEquals(new Received.Message(SIGN + "m x y", false), state.text(SIGN + SIGN + "m x y"));
            assertEquals("weft-resume=room:a1", parameter());
        }

        @Test
        void getASignIfTheyBeginWithOne() {
            assertEquals(SIGN + SIGN + "p a:1", ResumeState.outgoing(SIGN + "p a:1"));
            assertEquals("a" + SIGN, ResumeState.outgoing("a" + SIGN));
            assertEquals("", ResumeState.outgoing(""));
        }

        @Test
        void mayBeEmpty() {
            assertEquals(new Received.Message("", false), state.text(""));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "z", "z room a1", "m", "m no\u0007name a1", "r", "n ", "b \u001b[2J", "mm room a1"})
        void areNotShownIfTheMarkIsUnknownOrMalformed(String mark) {
            takes(mark);

            assertEquals("weft-resume=", parameter());
        }

        @Test
        void mayHaveMoreWordsThanThisClientKnows() {
            takes("n room a1 more words of later servers");
            assertEquals(new Received.Resumed("room", 0), mark("r room ok a2 more words"));

            assertEquals("weft-resume=room:a2", parameter());
        }

        @Test
        void withATokenThatNoneIsLeaveNoPosition() {
            takes("m room a,b:1&x=y");
            state.text("hello");

            assertEquals("weft-resume=", parameter());
        }
    }

    @Test
    void aServerCannotFillTheHeapWithTopicsAndNoneOfThemIsLostInSilence() {
        for (int i = 0; i < ResumeState.MOST_TOPICS; i++) {
            takes("n t" + i + " a");
        }

        assertEquals(new Received.Lost("one-more"), mark("n one-more a"));
        assertFalse(state.opening().firstMessage().orElseThrow().contains("one-more"));
        takes("n t0 a");
    }
}
