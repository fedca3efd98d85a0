package dev.weft.server.client;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;

/** A hex dump: offset, sixteen bytes, and those of them that are ASCII. */
final class HexDump {

    private static final int ROW = 16;

    private HexDump() {}

    /** Dumps the buffer's remaining bytes, one row per line, at most this many bytes; the rest is only counted. */
    static String of(ByteBuffer data, int limit) {
        StringBuilder dump = new StringBuilder();
        int shown = Math.min(data.remaining(), limit);
        for (int offset = 0; offset < shown; offset += ROW) {
            byte[] row = new byte[Math.min(ROW, shown - offset)];
            data.get(data.position() + offset, row);
            appendRow(dump, offset, row);
        }
        if (data.remaining() > shown) {
            dump.append(String.format(Locale.ROOT, "... and %,d bytes more%n", data.remaining() - shown));
        }
        return dump.toString().stripTrailing();
    }

    private static void appendRow(StringBuilder dump, int offset, byte[] row) {
        String hex = HexFormat.ofDelimiter(" ").formatHex(row);
        dump.append(String.format(Locale.ROOT, "%08x  %-" + (ROW * 3 - 1) + "s  ", offset, hex));
        for (byte b : row) {
            dump.append(b >= ' ' && b < 0x7F ? (char) b : '.');
        }
        dump.append(System.lineSeparator());
    }
}
