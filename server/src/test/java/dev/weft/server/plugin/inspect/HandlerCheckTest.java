package dev.weft.server.plugin.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.server.plugin.HandlerDescriptor;
import dev.weft.spi.HandOver;
import dev.weft.spi.Handler;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandlerCheckTest {

    /** Never initialised: looking at a handler runs none of its code. */
    @Handler(
            value = "good",
            description = "Says\nmuch.",
            subprotocols = {"a", "b"},
            examples = "hello")
    public static final class Good implements MessageHandler {
        static {
            System.setProperty("dev.weft.HandlerCheckTest", "initialised");
        }

        @Override
        public void onMessage(Session session, Message message) {}
    }

    public static final class NamelessHandler implements MessageHandler {
        @Override
        public void onMessage(Session session, Message message) {}
    }

    @Handler("bare")
    public static final class Bare {}

    @Handler("abstract")
    public abstract static class Abstract implements MessageHandler {}

    @Handler("hidden")
    static final class Hidden implements MessageHandler {
        public Hidden() {}

        @Override
        public void onMessage(Session session, Message message) {}
    }

    @Handler("closed")
    public static final class Closed implements MessageHandler {
        private Closed() {}

        @Override
        public void onMessage(Session session, Message message) {}
    }

    @Handler(
            value = "Bad Id",
            subprotocols = "no token",
            examples = {"", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""})
    public static final class Wrong implements MessageHandler {
        @Override
        public void onMessage(Session session, Message message) {}
    }

    @Handler("greeting")
    public static class Greeting implements MessageHandler {
        @Override
        public void onOpen(Session session) {}

        @Override
        public void onMessage(Session session, Message message) {}
    }

    @Handler(value = "stating", handOver = HandOver.ACCEPT)
    public static final class Stating extends Greeting {}

    @Handler("deciding")
    public static final class Deciding extends Greeting {
        @Override
        public boolean onHandOver(Session session) {
            return true;
        }
    }

    private static final String NAME = HandlerCheckTest.class.getName() + "$";

    @Test
    void describesAHandlerWithoutRunningItsCode() {
        HandlerCheck check = HandlerCheck.of(Good.class);

        assertEquals(List.of(), check.problems());
        assertEquals(
                new HandlerDescriptor(NAME + "Good", "good", "Says much.", List.of("a", "b"), List.of("hello")),
                check.descriptor());
        assertEquals("", System.getProperty("dev.weft.HandlerCheckTest", ""));
    }

    @Test
    void advisesToStateWhatBecomesOfOpenSessions() {
        assertEquals(
                List.of(NAME
                        + "Greeting overrides onOpen or onClose and does not state handOver, so open sessions do not"
                        + " move to it: write handOver = HandOver.ACCEPT or HandOver.REFUSE in @Handler"),
                HandlerCheck.of(Greeting.class).advice());
        assertEquals(List.of(), HandlerCheck.of(Stating.class).advice());
        assertEquals(List.of(), HandlerCheck.of(Deciding.class).advice());
        assertEquals(List.of(), HandlerCheck.of(Good.class).advice());
    }

    @Test
    void namesAHandlerWithoutAnAnnotationAfterItsClass() {
        HandlerCheck check = HandlerCheck.of(NamelessHandler.class);

        assertEquals(List.of(), check.problems());
        assertEquals("nameless", check.descriptor().id());
    }

    @Test
    void saysWhatKeepsAClassFromBeingAHandler() {
        assertEquals(
                List.of(NAME + "Bare does not implement dev.weft.spi.MessageHandler"),
                HandlerCheck.of(Bare.class).problems());
        assertEquals(
                List.of(NAME + "Abstract is abstract"),
                HandlerCheck.of(Abstract.class).problems());
        assertEquals(
                List.of(NAME + "Hidden is not public"),
                HandlerCheck.of(Hidden.class).problems());
        assertEquals(
                List.of(NAME + "Closed has no public constructor without parameters"),
                HandlerCheck.of(Closed.class).problems());
    }

    @Test
    void reportsEveryProblemOfAnAnnotation() {
        List<String> problems = HandlerCheck.of(Wrong.class).problems();

        assertEquals(3, problems.size(), problems::toString);
        assertEquals(NAME + "Wrong has more than 16 examples, or one of more than 1000 characters", problems.getLast());
    }
}
