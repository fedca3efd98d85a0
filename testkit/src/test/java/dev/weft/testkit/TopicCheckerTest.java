package dev.weft.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each rule is broken once, and found; and what is allowed is not. */
class TopicCheckerTest {

    private TopicChecker checker = new TopicChecker(TopicChecker.Kind.KEPT);
    private TopicChecker.Publisher ada = checker.publisher("ada");

    private void of(TopicChecker.Kind kind) {
        checker = new TopicChecker(kind);
        ada = checker.publisher("ada");
    }

    private Witness subscribed(String name) {
        Witness witness = checker.witness(name);
        witness.subscribing();
        witness.subscribed();
        return witness;
    }

    private String publish() {
        String text = ada.next();
        ada.published();
        return text;
    }

    private static List<String> sorted(TopicChecker checker) {
        return checker.violations().stream().sorted(Comparator.reverseOrder()).toList();
    }

    @ParameterizedTest
    @EnumSource
    void hasNothingAgainstWhoSeesEverythingOnceAndInOrder(TopicChecker.Kind kind) {
        of(kind);
        Witness ben = subscribed("ben");
        Witness eve = subscribed("eve");
        for (int i = 0; i < 10; i++) {
            String text = publish();
            ben.saw(text);
            eve.saw(text);
        }

        checker.assertKept();
        assertEquals(10, checker.sent());
    }

    @ParameterizedTest
    @EnumSource
    void nobodySeesWhatNobodySent(TopicChecker.Kind kind) {
        of(kind);
        subscribed("ben").saw("ada 1");

        assertEquals(List.of("ben saw what nobody sent: ada 1"), checker.violations());
    }

    @ParameterizedTest
    @EnumSource
    void nobodySeesAnythingBeforeItSubscribesOrAfterItHasLeft(TopicChecker.Kind kind) {
        of(kind);
        Witness early = checker.witness("early");
        Witness late = subscribed("late");
        early.saw(publish());
        late.unsubscribing();
        late.saw("ada 1");
        late.unsubscribed();
        late.saw(publish());

        assertEquals(
                List.of("early was not subscribed when it saw ada 1", "late was not subscribed when it saw ada 2"),
                checker.violations());
    }

    @Test
    void aKeptMessageIsSeen() {
        Witness ben = subscribed("ben");
        ben.saw(publish());
        publish();
        ben.saw(publish());

        assertEquals(List.of("ben did not see ada 2"), checker.violations());
        assertThrows(AssertionError.class, checker::assertKept);
    }

    @Test
    void theLastKeptMessageIsSeenToo() {
        subscribed("ben").saw(publish());
        publish();

        assertEquals(List.of("ben did not see ada 2"), checker.violations());
    }

    @Test
    void whoeverIsToldThatSomethingIsLostMayMissWhatWasSentBefore() {
        Witness ben = subscribed("ben");
        publish();
        ben.lost();
        ben.saw(publish());
        publish();

        assertEquals(List.of("ben did not see ada 3"), checker.violations());
        assertEquals(1, checker.losers());
    }

    @Test
    void whoeverHasLeftOrComesLaterOrWasNeverAcknowledgedMissesNothing() {
        Witness left = subscribed("left");
        left.saw(publish());
        left.unsubscribing();
        publish();
        subscribed("later").saw(publish());
        ada.next();

        checker.assertKept();
    }

    @Test
    void whoeverLeavesHasNoGapBefore() {
        Witness left = subscribed("left");
        Witness ben = subscribed("ben");
        for (int i = 0; i < 3; i++) {
            ben.saw(publish());
        }
        left.saw("ada 1");
        left.saw("ada 3");
        left.unsubscribing();

        assertEquals(
                List.of("left did not see ada 2", "ben saw ada 2 after ada 1, and another saw ada 3"), sorted(checker));
    }

    @Test
    void aKeptMessageIsSeenOnce() {
        Witness ben = subscribed("ben");
        ben.saw(publish());
        ben.lost();
        ben.saw("ada 1");

        assertEquals(List.of("ben saw twice: ada 1"), checker.violations());
    }

    @Test
    void allSeeKeptMessagesInOneOrder() {
        Witness ben = subscribed("ben");
        Witness eve = subscribed("eve");
        publish();
        publish();
        ben.saw("ada 1");
        ben.saw("ada 2");
        eve.saw("ada 2");
        eve.saw("ada 1");

        assertEquals(1, checker.violations().size(), () -> checker.violations().toString());
        assertEquals("there is no one order", checker.violations().getFirst().substring(0, 21));
    }

    @Test
    void aLiveMessageMayBeMissedButIsNotSeenTwice() {
        of(TopicChecker.Kind.LIVE);
        Witness ben = subscribed("ben");
        publish();
        ben.saw(publish());
        ben.saw("ada 2");

        assertEquals(List.of("ben saw twice: ada 2"), checker.violations());
    }

    @Test
    void liveMessagesOfOnePublisherAreSeenInItsOrder() {
        of(TopicChecker.Kind.LIVE);
        Witness ben = subscribed("ben");
        TopicChecker.Publisher bob = checker.publisher("bob");
        String first = bob.next();
        publish();
        ben.saw(publish());
        ben.saw(first);
        ben.saw("ada 1");

        assertEquals(List.of("ben saw ada 1 after ada 2"), checker.violations());
    }

    @Test
    void theLatestMessageIsReached() {
        of(TopicChecker.Kind.LATEST);
        Witness ben = subscribed("ben");
        Witness eve = subscribed("eve");
        ben.saw(publish());
        publish();
        ben.saw(publish());
        eve.saw("ada 2");

        assertEquals(List.of("eve saw ada 2 last, and not ada 3"), checker.violations());
    }

    @Test
    void theLatestOfTwoPublishersAtOnceIsEitherOfThem() {
        of(TopicChecker.Kind.LATEST);
        TopicChecker.Publisher bob = checker.publisher("bob");
        Witness ben = subscribed("ben");
        ada.next();
        bob.next();
        ada.published();
        bob.published();
        ben.saw("bob 1");
        ben.saw("ada 1");

        checker.assertKept();
    }

    @Test
    void theLatestDoesNotFallBehindAnOlderOneOfItsPublisher() {
        of(TopicChecker.Kind.LATEST);
        Witness ben = subscribed("ben");
        publish();
        ben.saw(publish());
        ben.saw("ada 1");

        assertEquals(List.of("ben saw ada 1 after ada 2", "ben saw ada 1 last, and not ada 2"), checker.violations());
    }
}
