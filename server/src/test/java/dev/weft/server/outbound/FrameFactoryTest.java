package dev.weft.server.outbound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.deflate.ContextTakeover;
import dev.weft.engine.deflate.DeflateParameters;
import dev.weft.engine.deflate.InflateOutcome;
import dev.weft.engine.deflate.MessageInflater;
import dev.weft.engine.frame.Opcode;
import dev.weft.engine.http.ExtensionOffer;
import dev.weft.server.config.ServerConfig;
import dev.weft.server.resource.MemoryBudget;
import dev.weft.spi.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameFactoryTest {

    private static final DeflateParameters AGREED =
            new DeflateParameters(ContextTakeover.NONE, ContextTakeover.NONE, OptionalInt.empty(), OptionalInt.empty());
    private static final String LONG_TEXT = "weft and warp, ".repeat(100);

    private final MessageCompression compression = compression(ServerConfig.CompressionMode.ON);
    private final FrameFactory frames = new FrameFactory(compression.deflater(AGREED), false);

    private static MessageCompression compression(ServerConfig.CompressionMode allowed) {
        return new MessageCompression(allowed, new WindowBudget(new MemoryBudget(10_000), 10_000));
    }

    private byte[] inflated(OutgoingFrame frame) {
        byte[] payload = bytes(frame);
        InflateOutcome outcome = compression.inflater(AGREED).inflate(payload, 0, payload.length, 1 << 20);
        return assertInstanceOf(InflateOutcome.Inflated.class, outcome).bytes();
    }

    private static byte[] bytes(OutgoingFrame frame) {
        byte[] bytes = new byte[frame.payload().remaining()];
        frame.payload().duplicate().get(bytes);
        return bytes;
    }

    @Test
    void compressesALongText() {
        OutgoingFrame frame = frames.frame(Message.text(LONG_TEXT));

        assertTrue(frame.compressed());
        assertEquals(Opcode.TEXT, frame.opcode());
        assertTrue(frame.payload().remaining() < LONG_TEXT.length() / 10);
        assertArrayEquals(LONG_TEXT.getBytes(StandardCharsets.UTF_8), inflated(frame));
    }

    @Test
    void compressesWhatWasReceived() {
        byte[] text = LONG_TEXT.getBytes(StandardCharsets.UTF_8);

        assertArrayEquals(text, inflated(frames.frame(new ReceivedText(text))));
        assertArrayEquals(text, inflated(frames.frame(new ReceivedBinary(text))));
    }

    @Test
    void setsRsv1OnTheWire() {
        OutgoingFrame frame = frames.frame(Message.binary(new byte[2000]));
        ByteBuffer wire = ByteBuffer.allocate(frame.size());

        frame.encodeTo(wire);

        assertEquals((byte) 0xC2, wire.get(0));
        assertFalse(wire.hasRemaining());
    }

    @Test
    void sendsAShortMessageAsItIs() {
        OutgoingFrame frame = frames.frame(Message.text("short"));

        assertFalse(frame.compressed());
        assertArrayEquals("short".getBytes(StandardCharsets.UTF_8), bytes(frame));
    }

    @Test
    void sendsNoiseAsItIs() {
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);

        OutgoingFrame frame = frames.frame(Message.binary(noise));

        assertFalse(frame.compressed());
        assertArrayEquals(noise, bytes(frame));
    }

    @Test
    void compressesNothingWhereNothingWasAgreed() {
        assertFalse(FrameFactory.PLAIN.frame(Message.text(LONG_TEXT)).compressed());
    }

    @Test
    void givesTheSameBytesEachTime() {
        assertArrayEquals(bytes(frames.frame(Message.text(LONG_TEXT))), bytes(frames.frame(Message.text(LONG_TEXT))));
    }

    @Test
    void withTakeoverAMessageRefersToTheOneBeforeUnlessTheClientForbidsIt() {
        MessageCompression takeover = compression(ServerConfig.CompressionMode.TAKEOVER);
        DeflateParameters agreed = takeover.negotiate(List.of(new ExtensionOffer("permessage-deflate", List.of())))
                .orElseThrow();
        assertEquals("permessage-deflate", agreed.headerValue());
        assertTrue(MessageCompression.isStateful(agreed));
        FrameFactory stateful = new FrameFactory(takeover.deflater(agreed), false);
        Message alike =
                Message.text("{\"symbol\":\"WEFT\",\"price\":101.25,\"at\":\"2026-11-22T10:00:00Z\",\"side\":\"buy\"}");
        MessageInflater client = takeover.inflater(agreed);

        OutgoingFrame first = stateful.frame(alike);
        OutgoingFrame second = stateful.frame(alike);

        assertTrue(second.size() < first.size() / 3, () -> second.size() + " after " + first.size());
        for (OutgoingFrame frame : List.of(first, second)) {
            byte[] payload = bytes(frame);
            assertEquals(
                    ((Message.Text) alike).text(),
                    new String(
                            assertInstanceOf(
                                            InflateOutcome.Inflated.class,
                                            client.inflate(payload, 0, payload.length, 1 << 20))
                                    .bytes(),
                            StandardCharsets.UTF_8));
        }
        assertFalse(MessageCompression.isStateful(AGREED));
    }

    @Test
    void leavesControlFramesAlone() {
        OutgoingFrame ping = OutgoingFrame.plain(Opcode.PING, ByteBuffer.wrap(new byte[125]));

        assertSame(ping, frames.compress(ping));
    }
}
