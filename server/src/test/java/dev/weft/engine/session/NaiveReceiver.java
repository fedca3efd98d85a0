package dev.weft.engine.session;

import dev.weft.engine.message.MessageLimits;
import dev.weft.engine.text.Utf8Reference;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The receiving rules of RFC 6455 a second time, slow and plain: all bytes are there, one is read after the other, and
 * nothing is shared with the code under test. Its verdicts have codes and no reasons.
 */
final class NaiveReceiver {

    private final byte[] wire;
    private final MessageLimits limits;
    private final Utf8Reference utf8 = new Utf8Reference();
    private final List<String> events = new ArrayList<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private int at;
    private int messageOpcode = -1;
    private int fragments;

    private NaiveReceiver(byte[] wire, MessageLimits limits) {
        this.wire = wire;
        this.limits = limits;
    }

    /** The events of these bytes; a broken rule is {@code violation} and its code. */
    static List<String> receive(byte[] wire, MessageLimits limits) {
        NaiveReceiver receiver = new NaiveReceiver(wire, limits);
        try {
            while (receiver.frame()) {
                // One frame after the other.
            }
        } catch (Broken broken) {
            receiver.events.add("violation " + broken.code);
        }
        return receiver.events;
    }

    /** What {@link #receive} would say for these events. */
    static List<String> withoutReasons(List<String> events) {
        return events.stream()
                .map(event -> event.startsWith("violation") ? event.substring(0, 14) : event)
                .toList();
    }

    /** Whether there may be another. */
    private boolean frame() throws Broken {
        if (left() < 1) {
            return false;
        }
        int first = octet();
        int opcode = first & 0xF;
        boolean fin = first >= 0x80;
        boolean control = opcode >= 8;
        breaks(!Set.of(0, 1, 2, 8, 9, 10).contains(opcode), 1002);
        breaks((first & 0x70) != 0, 1002);
        breaks(control ? !fin : (opcode == 0) != (messageOpcode >= 0), 1002);
        if (left() < 1) {
            return false;
        }
        int second = octet();
        breaks(second < 0x80, 1002);
        breaks(control && second - 0x80 > 125, 1002);
        int lengthOctets = second == 0xFE ? 2 : second == 0xFF ? 8 : 0;
        if (left() < lengthOctets) {
            return false;
        }
        BigInteger length = length(second - 0x80, lengthOctets);
        breaks(!control && length.compareTo(BigInteger.valueOf(limits.maxSize() - message.size())) > 0, 1009);
        if (left() < 4) {
            return false;
        }
        byte[] key = {wire[at], wire[at + 1], wire[at + 2], wire[at + 3]};
        at += 4;
        return control ? control(opcode, length.intValueExact(), key) : data(fin, opcode, length.intValueExact(), key);
    }

    private BigInteger length(int seven, int octets) throws Broken {
        if (octets == 0) {
            return BigInteger.valueOf(seven);
        }
        BigInteger length = new BigInteger(1, Arrays.copyOfRange(wire, at, at + octets));
        at += octets;
        breaks(length.bitLength() == 64, 1002);
        breaks(length.compareTo(BigInteger.valueOf(octets == 2 ? 126 : 65_536)) < 0, 1002);
        return length;
    }

    private boolean control(int opcode, int length, byte[] key) throws Broken {
        if (left() < length) {
            return false;
        }
        byte[] payload = unmasked(length, key);
        if (opcode == 8) {
            close(payload);
            return false;
        }
        events.add(EventText.of(opcode == 9 ? new Event.Ping(payload) : new Event.Pong(payload)));
        return true;
    }

    private void close(byte[] payload) throws Broken {
        if (payload.length == 0) {
            events.add("close 1005 \"\"");
            return;
        }
        breaks(payload.length == 1, 1002);
        int code = new BigInteger(1, Arrays.copyOf(payload, 2)).intValue();
        boolean registered =
                code >= 1000 && code <= 1014 && !Set.of(1004, 1005, 1006).contains(code);
        breaks(!registered && (code < 3000 || code > 4999), 1002);
        byte[] reason = Arrays.copyOfRange(payload, 2, payload.length);
        breaks(!utf8.isText(reason), 1007);
        events.add("close " + code + " \"" + new String(reason, StandardCharsets.UTF_8) + '"');
    }

    private boolean data(boolean fin, int opcode, int length, byte[] key) throws Broken {
        messageOpcode = opcode == 0 ? messageOpcode : opcode;
        breaks(++fragments > limits.maxFragments(), 1008);
        int there = Math.min(length, left());
        message.writeBytes(unmasked(there, key));
        byte[] payload = message.toByteArray();
        breaks(messageOpcode == 1 && !utf8.isStartOfText(payload, payload.length), 1007);
        if (there < length) {
            return false;
        }
        if (fin) {
            breaks(messageOpcode == 1 && !utf8.isText(payload), 1007);
            events.add(
                    messageOpcode == 1
                            ? EventText.text(new String(payload, StandardCharsets.UTF_8))
                            : EventText.binary(payload));
            message.reset();
            messageOpcode = -1;
            fragments = 0;
        }
        return true;
    }

    private byte[] unmasked(int length, byte[] key) {
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (wire[at++] ^ key[i % 4]);
        }
        return payload;
    }

    private int octet() {
        return wire[at++] & 0xFF;
    }

    private int left() {
        return wire.length - at;
    }

    private static void breaks(boolean broken, int code) throws Broken {
        if (broken) {
            throw new Broken(code);
        }
    }

    private static final class Broken extends Exception {

        private static final long serialVersionUID = 1L;

        private final int code;

        Broken(int code) {
            this.code = code;
        }
    }
}
