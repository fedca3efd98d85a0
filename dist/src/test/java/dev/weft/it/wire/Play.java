package dev.weft.it.wire;

import dev.weft.it.wire.Fault.Mode;
import dev.weft.it.wire.Fault.Note;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One connection on which a fault is played in one way.
 *
 * @param fault what is played
 * @param how in words
 * @param segments what is written, one call each
 * @param after what has to come after what the fault expects
 */
record Play(Fault fault, String how, List<byte[]> segments, Expected after) {

    /**
     * Something that is sent when something has come.
     *
     * @param trigger line of the reply
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody changes the bytes, and two are equal only if they are the same.
    record Cue(String trigger, byte[] bytes) {}

    /** RFC 6455 1.3: the key whose answer is {@code s3pPLMBiTxaQ9kYGzzhZRbK+xOo=}. */
    static final String HANDSHAKE = """
            GET / HTTP/1.1\r
            Host: weft\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            """;

    private static final String EMPTY_LINE = "\r\n";

    /** A session that can be used echoes this, and then answers a Close. */
    private static final byte[] STILL_HERE = FrameText.bytes("81['still here?']");

    private static final byte[] CLOSE = FrameText.bytes("88[03 E8]");

    /** What it echoes. */
    private static final String ECHO =
            Expected.parse("text 'still here?'").wanted().getFirst().line();

    /** A session that has ended echoes nothing. */
    private static final byte[] TOO_LATE = FrameText.bytes("81['too late']");

    private static final Expected NOTHING = Expected.parse("end");

    /** Why 20,000? A call for each byte: the longest head, and no longer. */
    private static final int LONGEST_BYTE_BY_BYTE = 20_000;

    /** All ways to play a fault. */
    static List<Play> all(Fault fault, Splits splits) {
        List<Play> plays = new ArrayList<>();
        if (!fault.expected().staysOpen()) {
            plays.add(new Play(fault, "alone", List.of(fault.bytes()), NOTHING));
        }
        if (!fault.is(Note.WAIT)) {
            plays.add(followed(fault, "whole", List.of(fault.bytes())));
        }
        if (splits == Splits.NONE || fault.is(Note.WAIT) || fault.is(Note.WHOLE)) {
            return plays;
        }
        byte[] bytes = fault.bytes();
        for (int offset : splits.of(bytes.length)) {
            plays.add(followed(fault, "cut at byte " + offset, cut(bytes, offset)));
        }
        if (bytes.length > 0 && bytes.length <= LONGEST_BYTE_BY_BYTE) {
            plays.add(followed(fault, "byte by byte", byteByByte(bytes)));
        }
        return plays;
    }

    /** What is written before the fault, and answered with a 101; empty if the fault comes first. */
    byte[] opening() {
        return switch (fault.mode()) {
            case HEADS -> new byte[0];
            case FRAMES -> HeadText.ascii(HANDSHAKE + EMPTY_LINE);
            case DEFLATE -> HeadText.ascii(HANDSHAKE + "Sec-WebSocket-Extensions: permessage-deflate\r\n" + EMPTY_LINE);
        };
    }

    /** What is sent later on, in this order, if the connection is to be usable. */
    List<Cue> cues() {
        if (!fault.expected().staysOpen()) {
            return List.of();
        }
        // A server may answer a Close at once, while its handler is still busy with what came before.
        Cue close = new Cue(ECHO, CLOSE);
        // RFC 6455 4.1: "the client MUST wait for a response from the server before sending any further data."
        return fault.mode() == Mode.HEADS ? List.of(new Cue("101", STILL_HERE), close) : List.of(close);
    }

    /** Adds what shows whether the connection has ended, or can be used, to the last segment. */
    private static Play followed(Fault fault, String how, List<byte[]> segments) {
        if (fault.is(Note.FIN)) {
            return new Play(fault, how, segments, NOTHING);
        }
        boolean opened = fault.mode() != Mode.HEADS
                || fault.expected().wanted().stream()
                        .anyMatch(wanted -> wanted.line().equals("101"));
        byte[] handshake = opened ? new byte[0] : HeadText.ascii(HANDSHAKE + EMPTY_LINE);
        if (!fault.expected().staysOpen()) {
            return new Play(fault, how, ending(segments, handshake, TOO_LATE), NOTHING);
        }
        byte[] tail = fault.mode() == Mode.HEADS ? handshake : STILL_HERE;
        String after = (opened ? "" : "101 then ") + "text 'still here?' then close 1000";
        return new Play(fault, how, ending(segments, tail), Expected.parse(after));
    }

    private static List<byte[]> ending(List<byte[]> segments, byte[]... tail) {
        List<byte[]> all = new ArrayList<>(segments);
        byte[] last = all.removeLast();
        int length =
                last.length + Arrays.stream(tail).mapToInt(part -> part.length).sum();
        ByteBuffer joined = ByteBuffer.allocate(length).put(last);
        for (byte[] part : tail) {
            joined.put(part);
        }
        all.add(joined.array());
        return all;
    }

    private static List<byte[]> cut(byte[] bytes, int offset) {
        return List.of(Arrays.copyOf(bytes, offset), Arrays.copyOfRange(bytes, offset, bytes.length));
    }

    private static List<byte[]> byteByByte(byte[] bytes) {
        List<byte[]> all = new ArrayList<>();
        for (byte one : bytes) {
            all.add(new byte[] {one});
        }
        return all;
    }
}
