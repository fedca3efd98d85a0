package dev.weft.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.weft.engine.frame.ClosePayload;
import dev.weft.engine.frame.Opcode;
import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.session.Event;
import dev.weft.server.outbound.OutgoingFrame;
import dev.weft.server.plugin.deploy.Deployed;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.spi.CloseStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SessionLogTest {

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(SessionLog.class);
    private final Generation generation = Deployed.handler("echo", (session, message) -> {});
    private final ServerHandshake handshake = new ServerHandshake(
            "/ws/echo", null, HeaderFields.EMPTY, null, new InetSocketAddress(InetAddress.getLoopbackAddress(), 50001));

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    private SessionLog open(Level level) {
        logger.setLevel(level);
        return Objects.requireNonNull(SessionLog.open(7, handshake, generation));
    }

    private List<String> said() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static OutgoingFrame text(String text) {
        return OutgoingFrame.plain(Opcode.TEXT, ByteBuffer.wrap(bytes(text)));
    }

    @Test
    void isNotThereUnlessDebugIsOn() {
        logger.setLevel(Level.INFO);

        assertNull(SessionLog.open(7, handshake, generation));
        assertEquals(List.of(), said());
    }

    @Test
    void tellsWhenASessionOpensAndWhatHasGoneBothWaysWhenItEnds() {
        SessionLog log = open(Level.DEBUG);
        log.received(new Event.Message(Opcode.TEXT, bytes("grüße")));
        log.received(new Event.Message(Opcode.BINARY, new byte[3]));
        log.received(new Event.Ping(new byte[5]));
        log.sent(text("hello"));
        log.sent(OutgoingFrame.plain(Opcode.PONG, ByteBuffer.allocate(5)));
        log.ended(CloseStatus.GOING_AWAY.because("idle"));

        assertEquals(2, said().size(), said()::toString);
        assertEquals("% #7 opened: localhost/127.0.0.1:50001, echo#1, /ws/echo", said().getFirst());
        assertTrue(
                said().getLast()
                        .matches("% #7 ended: 1001 idle after \\d+\\.\\d s; messages received: 2 \\(10 bytes\\),"
                                + " sent: 1 \\(5 bytes\\)"),
                said()::toString);
    }

    @Test
    void tracesEveryFrameBothWays() {
        SessionLog log = open(Level.TRACE);
        log.received(new Event.Message(Opcode.TEXT, bytes("a\u001b[2J\n\u202e")));
        log.received(new Event.Message(Opcode.BINARY, new byte[3]));
        log.received(new Event.Ping(new byte[5]));
        log.received(new Event.Pong(new byte[0]));
        log.received(new Event.Close(1000, "bye"));
        log.received(new Event.Violation(1002, "masked"));
        log.sent(text("hello"));
        log.sent(OutgoingFrame.compressed(Opcode.TEXT, ByteBuffer.wrap(new byte[] {1, 2})));
        log.sent(OutgoingFrame.plain(Opcode.CLOSE, ByteBuffer.wrap(new ClosePayload(1000, "").encode())));

        assertEquals(
                List.of(
                        "< #7 text of 9 bytes: a\\x1B[2J\\n\\u202E",
                        "< #7 binary of 3 bytes",
                        "< #7 ping of 5 bytes",
                        "< #7 pong of 0 bytes",
                        "< #7 close 1000 bye",
                        "< #7 violation 1002 masked",
                        "> #7 text of 5 bytes: hello",
                        "> #7 text of 2 bytes, compressed",
                        "> #7 close 1000"),
                said().subList(1, said().size()));
    }

    @Test
    void showsTheBeginningOfALongText() {
        SessionLog log = open(Level.TRACE);

        log.sent(text("x".repeat(101)));

        assertEquals("> #7 text of 101 bytes: " + "x".repeat(100) + "...", said().getLast());
    }

    @Test
    void leavesTheFrameAsItIs() {
        OutgoingFrame frame = text("hello");
        open(Level.TRACE).sent(frame);

        assertEquals(5, frame.payload().remaining());
    }
}
