package dev.weft.engine.session;

import dev.weft.engine.frame.Opcode;
import dev.weft.engine.frame.Wire;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a random client sends, and the events it must give. */
final class Traffic {

    private static final String LETTERS = "aZ09 ßéж€漢😀\u0000\uFFFD";

    private final Random random;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<String> events = new ArrayList<>();

    private Traffic(Random random) {
        this.random = random;
    }

    /** Messages of all kinds, whole and in fragments, with control frames between them; no rule is broken. */
    static Traffic valid(Random random, int messages) {
        Traffic traffic = new Traffic(random);
        for (int i = 0; i < messages; i++) {
            traffic.control();
            traffic.message();
        }
        return traffic;
    }

    /** The same with a few bytes changed, lost or doubled anywhere; what it gives is not known. */
    static Traffic damaged(Random random, Traffic valid) {
        Traffic damaged = new Traffic(random);
        byte[] whole = valid.bytes();
        int at = 0;
        for (int damages = 1 + random.nextInt(3); damages > 0 && at < whole.length; damages--) {
            int next = at + random.nextInt(Math.min(whole.length - at, 1 << (1 + random.nextInt(12))));
            damaged.bytes.write(whole, at, next - at);
            at = next;
            switch (random.nextInt(4)) {
                case 0 -> damaged.bytes.write(random.nextInt());
                case 1 -> damaged.bytes.write(whole[at++] ^ (1 << random.nextInt(8)));
                case 2 -> at++;
                default -> damaged.bytes.write(random.nextInt());
            }
        }
        damaged.bytes.write(whole, at, whole.length - at);
        return damaged;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    List<String> events() {
        return events;
    }

    private void message() {
        boolean text = random.nextBoolean();
        byte[] payload = text ? Wire.utf8(letters()) : Wire.pattern(length());
        int opcode = text ? 1 : 2;
        int from = 0;
        while (random.nextInt(3) == 0) {
            int to = from + random.nextInt(payload.length - from + 1);
            frame(opcode, payload, from, to);
            control();
            opcode = 0;
            from = to;
        }
        frame(0x80 | opcode, payload, from, payload.length);
        events.add(EventText.of(new Event.Message(text ? Opcode.TEXT : Opcode.BINARY, payload)));
    }

    private void control() {
        if (random.nextInt(4) == 0) {
            byte[] payload = new byte[random.nextInt(126)];
            random.nextBytes(payload);
            boolean ping = random.nextBoolean();
            frame(ping ? 0x89 : 0x8A, payload, 0, payload.length);
            events.add(EventText.of(ping ? new Event.Ping(payload) : new Event.Pong(payload)));
        }
    }

    private void frame(int first, byte[] payload, int from, int to) {
        byte[] part = new byte[to - from];
        System.arraycopy(payload, from, part, 0, part.length);
        bytes.writeBytes(Wire.frame(first, part, random.nextInt(3) == 0 ? Wire.M0 : random.nextInt()));
    }

    /** Short ones mostly, and every border of a length or of a buffer now and then. */
    private int length() {
        int[] borders = {0, 1, 125, 126, 127, 128, 136, 512, 4096, 16_384, 65_535, 65_536};
        return switch (random.nextInt(8)) {
            case 0 -> borders[random.nextInt(borders.length)];
            case 1 -> random.nextInt(40_000);
            default -> random.nextInt(300);
        };
    }

    private String letters() {
        int[] codePoints = LETTERS.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int count = length() / 2; count > 0; count--) {
            text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
        }
        return text.toString();
    }
}
