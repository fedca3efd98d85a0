package dev.weft.it;

import dev.weft.it.DeflateProfile.Side;
import dev.weft.testsupport.DeflateWalker;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A client's two streams of one connection: it keeps to what was agreed, and finds out whether the server does. */
final class DeflateStreams implements AutoCloseable {

    /** RFC 7692 7.2.1: "Remove 4 octets (that are 0x00 0x00 0xff 0xff) from the tail end." */
    private static final byte[] TAIL = {0x00, 0x00, (byte) 0xFF, (byte) 0xFF};

    private final Side client;
    private final Side server;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private Inflater inflater = new Inflater(true);
    private DeflateWalker walker = new DeflateWalker();
    private byte[] sent = {};

    DeflateStreams(String answer) {
        client = Side.of("client", answer);
        server = Side.of("server", answer);
    }

    byte[] deflate(byte[] message) {
        if (!client.takeover()) {
            deflater.reset();
            sent = new byte[0];
        }
        byte[] stream = client.windowBits() == 15 ? run(message, 0, message.length) : inPieces(message);
        return Arrays.copyOf(stream, stream.length - TAIL.length);
    }

    /** The message, if its stream could be inflated by a client that has only the agreed window. */
    byte[] inflate(byte[] payload, int size) throws DataFormatException {
        if (!server.takeover()) {
            // What refers back to an earlier message is now an error.
            inflater.end();
            inflater = new Inflater(true);
            walker = new DeflateWalker();
        }
        return server.windowBits() == 15 ? wholeWindow(payload, size) : smallWindow(payload);
    }

    @Override
    public void close() {
        deflater.end();
        inflater.end();
    }

    /** The JDK's zlib has the largest window always; a piece and its dictionary together are no larger than the window. */
    private byte[] inPieces(byte[] message) {
        byte[] all = Arrays.copyOf(sent, sent.length + message.length);
        System.arraycopy(message, 0, all, sent.length, message.length);
        int half = client.window() / 2;
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int at = sent.length; at < all.length; at += half) {
            deflater.reset();
            int shown = Math.min(at, half);
            deflater.setDictionary(all, at - shown, shown);
            stream.writeBytes(run(all, at, Math.min(half, all.length - at)));
        }
        sent = Arrays.copyOfRange(all, Math.max(0, all.length - half), all.length);
        return stream.toByteArray();
    }

    private byte[] run(byte[] input, int offset, int length) {
        deflater.setInput(input, offset, length);
        // Noise grows by 5 bytes for each block of zlib's, of which none is smaller than 1 KiB here.
        byte[] output = new byte[length + length / 100 + 64];
        int count = deflater.deflate(output, 0, output.length, Deflater.SYNC_FLUSH);
        if (count == output.length) {
            throw new AssertionError("deflated to more than " + count);
        }
        return Arrays.copyOf(output, count);
    }

    private byte[] wholeWindow(byte[] payload, int size) throws DataFormatException {
        byte[] input = Arrays.copyOf(payload, payload.length + TAIL.length);
        System.arraycopy(TAIL, 0, input, payload.length, TAIL.length);
        inflater.setInput(input);
        byte[] message = new byte[size + 1];
        int count = inflater.inflate(message);
        return Arrays.copyOf(message, count);
    }

    private byte[] smallWindow(byte[] payload) {
        byte[] message = walker.message(payload);
        if (walker.largestDistance() > server.window()) {
            throw new AssertionError(
                    "distance %d in a window of %d".formatted(walker.largestDistance(), server.window()));
        }
        return message;
    }
}
