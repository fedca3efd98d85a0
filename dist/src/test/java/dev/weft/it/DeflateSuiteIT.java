package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.it.DeflateClient.Received;
import dev.weft.it.DeflateData.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What groups 12 and 13 of the Autobahn suite test, which the edition at hand lacks, and what they do not: that the
 * server's streams keep to the agreed window and context. 18 sizes and fragmentings with each of twelve profiles make 216
 * cases, once without context takeover of the server's and once with.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeflateSuiteIT {

    /** Why 1,000? So many messages Autobahn sends in each case. */
    private static final int MESSAGES = Boolean.getBoolean("weft.long") ? 1000 : 50;

    /** Bytes of a message, and of a fragment of what it is compressed to; 0 is one frame. */
    private record Shape(int size, int fragment) {}

    private static final List<Shape> SHAPES = List.of(
            new Shape(16, 0),
            new Shape(64, 0),
            new Shape(256, 0),
            new Shape(1024, 0),
            new Shape(4096, 0),
            new Shape(8192, 0),
            new Shape(16_384, 0),
            new Shape(32_768, 0),
            new Shape(65_536, 0),
            new Shape(131_072, 0),
            new Shape(16, 1),
            new Shape(1024, 1),
            new Shape(8192, 256),
            new Shape(16_384, 777),
            new Shape(32_768, 1009),
            new Shape(65_536, 4096),
            new Shape(131_072, 4096),
            new Shape(131_072, 32_768));

    private WeftProcess plain;
    private WeftProcess takeover;

    @BeforeAll
    void startServers() throws Exception {
        plain = WeftProcess.serve("--handler", "echo", "--compression", "on");
        takeover = WeftProcess.serve("--handler", "echo", "--compression", "takeover");
    }

    @AfterAll
    void stopServers() {
        plain.close();
        takeover.close();
    }

    /** What the server does by itself only with {@code --compression on}. */
    private static final String OURS = "; server_no_context_takeover";

    static Stream<DeflateProfile> profiles() {
        String none = "; server_no_context_takeover; client_no_context_takeover";
        Stream<DeflateProfile> kinds = Stream.of(Kind.values()).map(kind -> new DeflateProfile(kind, "", OURS, ""));
        Stream<DeflateProfile> parameters = Stream.of(
                new DeflateProfile(Kind.JSON, OURS, OURS, OURS),
                json("; client_no_context_takeover", "; client_no_context_takeover"),
                json("; server_max_window_bits=9", "; server_max_window_bits=9"),
                json(
                        "; server_max_window_bits=10; client_max_window_bits=9",
                        "; server_max_window_bits=10; client_max_window_bits=9"),
                json(
                        "; server_max_window_bits=12; client_max_window_bits",
                        "; server_max_window_bits=12; client_max_window_bits=12"),
                json(
                        "; server_max_window_bits=15; client_max_window_bits=15",
                        "; server_max_window_bits=15; client_max_window_bits=12"),
                new DeflateProfile(
                        Kind.JSON,
                        none + "; server_max_window_bits=9; client_max_window_bits=10",
                        none + "; server_max_window_bits=9",
                        none + "; server_max_window_bits=9"));
        return Stream.concat(kinds, parameters);
    }

    private static DeflateProfile json(String offer, String answer) {
        return new DeflateProfile(Kind.JSON, offer, OURS + answer, answer);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void everyMessageComesBackWithoutTakeover(DeflateProfile profile) throws Exception {
        run("on", plain, profile, profile.expected(false));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void everyMessageComesBackWithTakeover(DeflateProfile profile) throws Exception {
        run("takeover", takeover, profile, profile.expected(true));
    }

    @Test
    void aMessageThatRefersToAForgottenOneIsRefused() throws Exception {
        byte[] message = new DeflateData().message(Kind.JSON, 4096);
        try (DeflateClient client = new DeflateClient(plain.port(), "; client_no_context_takeover");
                DeflateStreams offending = new DeflateStreams("permessage-deflate")) {
            client.send(1, offending.deflate(message), 0);
            client.receive();
            client.send(1, offending.deflate(message), 0);
            assertEquals(1007, client.receiveClose());
        }
    }

    @Test
    void aClientsMessageMayReferToAnEarlierOneUnlessItOfferedNotTo() throws Exception {
        byte[] message = new DeflateData().message(Kind.RANDOM, 4096);
        for (WeftProcess server : List.of(plain, takeover)) {
            try (DeflateClient client = new DeflateClient(server.port(), "");
                    DeflateStreams streams = new DeflateStreams(client.answer())) {
                client.send(2, streams.deflate(message), 0);
                assertArrayEquals(message, client.receive().payload());
                byte[] second = streams.deflate(message);
                assertTrue(second.length < 100, second.length + " bytes");
                client.send(2, second, 0);
                Received received = client.receive();
                byte[] echoed = received.compressed()
                        ? streams.inflate(received.payload(), message.length)
                        : received.payload();
                assertArrayEquals(message, echoed);
            }
        }
    }

    @Test
    void aMessageMayReferToAnEarlierOneWithTakeover() throws Exception {
        byte[] message = new DeflateData().message(Kind.JSON, 512);
        try (DeflateClient client = new DeflateClient(takeover.port(), "");
                DeflateStreams streams = new DeflateStreams(client.answer())) {
            long first = echo(client, streams, message, Kind.JSON, 0);
            long second = echo(client, streams, message, Kind.JSON, 0);
            assertTrue(first > 100 && second < 30, first + " bytes, then " + second);
        }
    }

    private void run(String mode, WeftProcess server, DeflateProfile profile, String answer) throws Exception {
        DeflateData data = new DeflateData();
        long start = System.nanoTime();
        long bytes = 0;
        long onTheWire = 0;
        for (Shape shape : SHAPES) {
            try (DeflateClient client = new DeflateClient(server.port(), profile.offer());
                    DeflateStreams streams = new DeflateStreams(client.answer())) {
                assertEquals(answer, client.answer());
                for (int i = 0; i < MESSAGES; i++) {
                    byte[] message = data.message(profile.kind(), shape.size());
                    bytes += message.length;
                    onTheWire += echo(client, streams, message, profile.kind(), shape.fragment());
                }
            } catch (Exception | AssertionError failure) {
                throw new AssertionError("%s, %s, seed %d".formatted(profile, shape, DeflateData.SEED), failure);
            }
        }
        System.out.printf(
                "deflate %-8s %-9s %2d cases of %d messages, %,d bytes echoed as %,d in %d ms%s%n",
                mode,
                profile.kind(),
                SHAPES.size(),
                MESSAGES,
                bytes,
                onTheWire,
                (System.nanoTime() - start) / 1_000_000,
                profile.offer());
    }

    /** Sends a message, checks what comes back, and returns how many bytes that took. */
    private static long echo(DeflateClient client, DeflateStreams streams, byte[] message, Kind kind, int fragment)
            throws Exception {
        int opcode = kind.isText() ? 1 : 2;
        client.send(opcode, streams.deflate(message), fragment);
        Received received = client.receive();
        assertEquals(opcode, received.opcode());
        byte[] echoed =
                received.compressed() ? streams.inflate(received.payload(), message.length) : received.payload();
        assertArrayEquals(message, echoed);
        // RFC 7692 6: an endpoint may choose for each message; to send more bytes than it has would be no choice.
        assertTrue(received.payload().length <= message.length, () -> received.payload().length + " bytes");
        return received.payload().length;
    }
}
