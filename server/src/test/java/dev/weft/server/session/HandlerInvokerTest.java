package dev.weft.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.weft.server.plugin.HandlerState;
import dev.weft.server.plugin.deploy.Deployed;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.spi.CloseException;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Handshake;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import dev.weft.spi.SessionClosedException;
import java.util.AbstractList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Whatever a plugin throws is a close status, and never an exception of the server's. */
class HandlerInvokerTest {

    private static final Pattern INCIDENT = Pattern.compile("internal error, incident ([0-9a-f]{8})");

    private final Session session = mock();

    HandlerInvokerTest() {
        when(session.id()).thenReturn(7L);
    }

    /** Throws the same from every callback. */
    private record Throwing(Throwable thrown) implements MessageHandler {

        @Override
        public boolean onHandOver(Session session) {
            throw Throwing.<Error>as(thrown);
        }

        @Override
        public void onOpen(Session session) {
            throw Throwing.<Error>as(thrown);
        }

        @Override
        public void onMessage(Session session, Message message) {
            throw Throwing.<Error>as(thrown);
        }

        @Override
        public void onClose(Session session, CloseStatus status) {
            throw Throwing.<Error>as(thrown);
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
        }) // A plugin in another language may throw anything.
        private static <T extends Throwable> T as(Throwable thrown) throws T {
            throw (T) thrown;
        }
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("an exception", new IllegalStateException("the password is hunter2")),
                Arguments.of("one that throws when it is asked", Hostile.unprintable()),
                Arguments.of("one that overflows the stack when it is asked", Hostile.recursive()),
                Arguments.of("one that answers null", Hostile.saysNull()),
                Arguments.of("one that runs out of memory when it is asked", new Hostile.Exhausted()),
                Arguments.of("a linkage error that throws when it is asked", new Hostile.Unlinked()),
                Arguments.of("no memory", new OutOfMemoryError("Java heap space")),
                Arguments.of("a close without a status", new Hostile.Wanting(() -> null)),
                Arguments.of("a close with 1005", new Hostile.Wanting(() -> CloseStatus.NO_STATUS)),
                Arguments.of("a close with 1006", new Hostile.Wanting(() -> CloseStatus.ABNORMAL)),
                Arguments.of("a close with 1015", new Hostile.Wanting(() -> new CloseStatus(1015, ""))),
                Arguments.of("a close whose status throws", new Hostile.Wanting(() -> {
                    throw new StackOverflowError("from status");
                })),
                Arguments.of("the end of another session", new SessionClosedException(8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void isClosed1011(String what, Throwable thrown) {
        HandlerInvoker invoker = new HandlerInvoker(Deployed.handler("test", new Throwing(thrown)));

        CloseStatus status = Objects.requireNonNull(invoker.received(session, Message.text("x")));

        assertEquals(1011, status.code());
        assertTrue(status.reason().startsWith("internal error"), status::reason);
    }

    @Test
    void tellsThePeerTheIncidentThatTheLogHas() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("weft.handler");
        lines.start();
        logger.addAppender(lines);
        HandlerInvoker invoker = new HandlerInvoker(Deployed.handler("test", new Throwing(Hostile.unprintable())));
        String reason;
        do {
            // Other tests may have had all the lines of this second.
            reason = Objects.requireNonNull(invoker.received(session, Message.text("x")))
                    .reason();
        } while (reason.equals("internal error"));
        logger.detachAppender(lines);

        Matcher incident = INCIDENT.matcher(reason);
        assertTrue(incident.matches(), reason);
        String line = "! #7 test: incident " + incident.group(1) + ": "
                + Hostile.unprintable().getClass().getName() + " at ";
        assertTrue(
                lines.list.stream()
                        .anyMatch(event -> event.getFormattedMessage().equals(line)),
                line);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void harmsNobodyFromTheOtherCallbacks(String what, Throwable thrown) {
        HandlerInvoker invoker = new HandlerInvoker(Deployed.handler("test", new Throwing(thrown)));

        assertEquals(1011, Objects.requireNonNull(invoker.opened(session)).code());
        invoker.closed(session, CloseStatus.NORMAL);
        assertFalse(invoker.takesOver(session));
    }

    @Test
    void isClosedAsItWishesOrNotAtAll() {
        CloseStatus wish = new CloseStatus(4001, "not you");

        assertEquals(wish, statusAfter(new CloseException(wish)));
        assertEquals(wish, statusAfter(new Hostile.Wanting(() -> wish)));
        assertEquals(CloseStatus.GOING_AWAY, statusAfter(new InterruptedException()));
        assertNull(statusAfter(new SessionClosedException(7)));
    }

    private @Nullable CloseStatus statusAfter(Throwable thrown) {
        return new HandlerInvoker(Deployed.handler("test", new Throwing(thrown))).received(session, Message.text("x"));
    }

    @Test
    void countsLinkageErrorsThatCannotBePrinted() {
        Generation generation = Deployed.handler("test", new Throwing(new Hostile.Unlinked()));
        HandlerInvoker invoker = new HandlerInvoker(generation);

        for (int i = 0; i < 3; i++) {
            invoker.received(session, Message.text("x"));
        }

        assertEquals(HandlerState.FAILED, generation.state());
    }

    @Test
    void staysWhereItIsWhenWhatItCarriesThrowsAsItIsLookedAt() {
        Handshake handshake = mock();
        when(session.handshake()).thenReturn(handshake);
        when(handshake.subprotocol()).thenReturn(Optional.empty());
        List<String> hostile = Collections.unmodifiableList(new AbstractList<>() {
            @Override
            public String get(int index) {
                throw new StackOverflowError("from the plugin's list");
            }

            @Override
            public int size() {
                return 1;
            }
        });
        when(session.attachment(Object.class)).thenReturn(Optional.of(hostile));
        Generation next = Deployed.handler("test", Session::send);

        assertNotNull(new HandlerInvoker(Deployed.handler("test", Session::send)).handOverObstacle(session, next));
    }
}
