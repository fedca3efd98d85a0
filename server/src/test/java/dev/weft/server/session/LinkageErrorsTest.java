package dev.weft.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.weft.server.plugin.HandlerState;
import dev.weft.server.plugin.deploy.Deployed;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A handler whose library is missing is FAILED after three sessions, whatever else of it works. */
class LinkageErrorsTest {

    private static final Message MESSAGE = Message.text("x");

    /** Has the empty onOpen and onClose of the interface. */
    private static class OnlyOnMessage implements MessageHandler {

        private final String faulty;

        OnlyOnMessage(String faulty) {
            this.faulty = faulty;
        }

        @Override
        public void onMessage(Session session, Message message) {
            failIf("message");
        }

        void failIf(String callback) {
            if (callback.equals(faulty)) {
                throw new NoClassDefFoundError("org/slf4j/Logger");
            }
        }
    }

    private static final class All extends OnlyOnMessage {

        All(String faulty) {
            super(faulty);
        }

        @Override
        public void onOpen(Session session) {
            failIf("open");
        }

        @Override
        public boolean onHandOver(Session session) {
            failIf("hand-over");
            return true;
        }

        @Override
        public void onClose(Session session, CloseStatus status) {
            failIf("close");
        }
    }

    private static Generation afterSessions(int sessions, MessageHandler handler) {
        Generation generation = Deployed.handler("broken", handler);
        HandlerInvoker invoker = new HandlerInvoker(generation);
        for (int i = 0; i < sessions; i++) {
            Session session = mock();
            invoker.takesOver(session);
            invoker.opened(session);
            invoker.received(session, MESSAGE);
            invoker.closed(session, CloseStatus.NORMAL);
        }
        return generation;
    }

    @Test
    void countThoughTheEmptyOnOpenAndOnCloseOfTheInterfaceWork() {
        assertTrue(afterSessions(2, new OnlyOnMessage("message")).isActive());
        assertEquals(
                HandlerState.FAILED,
                afterSessions(3, new OnlyOnMessage("message")).state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "message", "close"})
    void countThoughTheHandlersOtherCallbacksWork(String faulty) {
        assertTrue(afterSessions(2, new All(faulty)).isActive());
        assertEquals(HandlerState.FAILED, afterSessions(3, new All(faulty)).state());
    }

    @Test
    void ofAHandOverLeaveTheHandlerAlone() {
        assertTrue(afterSessions(10, new All("hand-over")).isActive());
    }

    @Test
    void areForgottenOnceTheSameCallbackWorks() {
        int[] calls = {0};
        MessageHandler rarely = (session, message) -> {
            if (++calls[0] % 3 != 0) {
                throw new NoClassDefFoundError("a/RarelyUsed");
            }
        };

        assertTrue(afterSessions(30, rarely).isActive());
    }

    private static final String BOX = "java.lang.invoke.TypeConvertingMethodAdapter$BoxHolder";

    /** What the JVM throws for a class whose static initialiser has failed before; it keeps the first error as text. */
    private static LinkageError cannotInitialize(String className, @Nullable String firstError) {
        LinkageError error = new NoClassDefFoundError("Could not initialize class " + className);
        if (firstError != null) {
            error.initCause(
                    new ExceptionInInitializerError("Exception " + firstError + " [in thread \"weft-acceptor\"]"));
        }
        return error;
    }

    private static LinkageError causedBy(Throwable cause) {
        LinkageError error = new BootstrapMethodError("call site initialization exception");
        error.initCause(cause);
        return error;
    }

    private static LinkageError causedByItself() {
        LinkageError error = new LinkageError("a circle");
        error.initCause(new IllegalStateException(error));
        return error;
    }

    private static Generation afterTen(LinkageError error) {
        return afterSessions(10, (session, message) -> {
            throw error;
        });
    }

    static Stream<Arguments> noFaultOfTheJar() {
        String noMemory = "java.lang.OutOfMemoryError: Java heap space";
        return Stream.of(
                Arguments.of("the JVM's class", cannotInitialize(BOX, noMemory)),
                Arguments.of("the JVM's class, of another cause", cannotInitialize(BOX, "java.lang.Error: no display")),
                Arguments.of("the JVM's class, and no memory for the cause", cannotInitialize(BOX, null)),
                Arguments.of("a hidden class", cannotInitialize("java.lang.invoke.LambdaForm$MH/0x0000100", noMemory)),
                Arguments.of("the plugin's class without memory", cannotInitialize("com.acme.Table", noMemory)),
                Arguments.of(
                        "the plugin's class without stack",
                        cannotInitialize("com.acme.Table", "java.lang.StackOverflowError")),
                Arguments.of(
                        "the plugin's class that needs the JVM's",
                        cannotInitialize(
                                "com.acme.Table", "java.lang.NoClassDefFoundError: Could not initialize class " + BOX)),
                Arguments.of("a call site that needs the JVM's class", causedBy(cannotInitialize(BOX, noMemory))),
                Arguments.of("a call site without memory", causedBy(new OutOfMemoryError("Java heap space"))),
                Arguments.of(
                        "an initialiser that wraps it",
                        new ExceptionInInitializerError(new IllegalStateException(new OutOfMemoryError("heap")))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noFaultOfTheJar")
    void afterAFullHeapDegradeTheHandlerAndLeaveItActive(String what, LinkageError error) {
        Generation generation = afterTen(error);

        assertEquals(HandlerState.ACTIVE, generation.state());
        assertTrue(generation.isDegraded());
    }

    static Stream<Arguments> faultOfTheJar() {
        String bad = "java.lang.IllegalStateException: no table";
        return Stream.of(
                Arguments.of("a class whose initialiser throws", cannotInitialize("com.acme.Table", bad)),
                Arguments.of("a package that only begins as the JDK's do", cannotInitialize("com.sun.jna.Native", bad)),
                Arguments.of("javax as well", cannotInitialize("javax.servlet.Http", bad)),
                Arguments.of("a class that is missing", new NoClassDefFoundError("java/lang/invoke/NotThere")),
                Arguments.of("a call site", causedBy(new NoSuchMethodError("com.acme.Table.rows()"))),
                Arguments.of("a circle of causes", causedByItself()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultOfTheJar")
    void ofItsOwnMakeItFail(String what, LinkageError error) {
        assertEquals(HandlerState.FAILED, afterTen(error).state());
    }

    private static final class Exhausted {

        static final int ROWS = rows();

        private static int rows() {
            throw new OutOfMemoryError("Java heap space");
        }
    }

    private static final class Wrong {

        static final int ROWS = rows();

        private static int rows() {
            throw new IllegalStateException("no table");
        }
    }

    @Test
    void areToldApartAsThisJvmThrowsThem() {
        assertTrue(afterSessions(10, (session, message) -> session.send("" + Exhausted.ROWS))
                .isActive());
        assertFalse(afterSessions(10, (session, message) -> session.send("" + Wrong.ROWS))
                .isActive());
    }

    @Test
    void afterAFullHeapAreExplainedOnce() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(Generation.class);
        lines.start();
        logger.addAppender(lines);
        afterTen(cannotInitialize(BOX, "java.lang.OutOfMemoryError: Java heap space"));
        afterTen(cannotInitialize(LinkageErrorsTest.class.getName(), null));
        logger.detachAppender(lines);

        assertEquals(
                List.of(
                        "handler broken of broken.jar: class " + BOX + " of the JVM or the server stays broken until"
                                + " the server is restarted, as it failed to initialize: java.lang.OutOfMemoryError: Java"
                                + " heap space [in thread \"weft-acceptor\"]",
                        "handler broken of broken.jar: class " + LinkageErrorsTest.class.getName() + " of the plugin"
                                + " stays broken until the plugin is replaced or the server is restarted, as it failed to"
                                + " initialize: memory was too short to record why"),
                lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }
}
