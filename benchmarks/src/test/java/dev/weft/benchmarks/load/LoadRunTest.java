package dev.weft.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LoadRunTest {

    private static final int TEXT_FRAME = 0x81;

    /** The run goes on until this many replies have come: every spoiled reply below is the next one after them. */
    private static final int ENOUGH = 8;

    @Test
    void countsCorrectReplies() throws Exception {
        LoadResult result = run((out, payload, index) -> EchoFixture.frame(out, TEXT_FRAME, payload), 2);

        assertTrue(result.isClean(), result.lines());
        assertTrue(field(result, "messages") > 0, result.lines());
        assertTrue(field(result, "p50_us") <= field(result, "p99_us"), result.lines());
    }

    @Test
    void publishesToARoomOfOne() throws Exception {
        try (EchoFixture server =
                new EchoFixture((out, payload, index) -> EchoFixture.frame(out, TEXT_FRAME, payload))) {
            LoadResult result = run(server, 1, new LoadPlan.Traffic(LoadPlan.Pattern.FAN_OUT, 1, 4));

            assertTrue(result.isClean(), result.lines());
            assertTrue(field(result, "first_p50_us") <= field(result, "last_p50_us"), result.lines());
        }
    }

    @Test
    void readsTheCpuTimeOfTheServer() throws Exception {
        LoadResult result = run((out, payload, index) -> EchoFixture.frame(out, TEXT_FRAME, payload), 1);

        // The server is in this process, so its CPU time and the client's are the same reading.
        assertEquals(field(result, "client_cpu_us"), field(result, "server_cpu_us"), 0.001, result.lines());
    }

    @Test
    void acceptsFragmentsAndAnswersPingsBetweenThem() throws Exception {
        try (EchoFixture server = new EchoFixture((out, payload, index) -> {
            EchoFixture.frame(out, 0x01, Arrays.copyOf(payload, 5));
            EchoFixture.frame(out, 0x89, new byte[] {1, 2, 3});
            EchoFixture.frame(out, 0x80, Arrays.copyOfRange(payload, 5, payload.length));
        })) {
            LoadResult result = run(server, 1);

            assertTrue(result.isClean(), result.lines());
            assertTrue(server.pongs() > 0);
        }
    }

    @Test
    void seesAChangedReply() throws Exception {
        LoadResult result = run(
                (out, payload, index) -> {
                    payload[7] ^= (byte) (index == 3 ? 1 : 0);
                    EchoFixture.frame(out, TEXT_FRAME, payload);
                },
                1);

        assertFalse(result.isClean());
        assertTrue(result.lines().startsWith("ERROR ProtocolError: reply 3 carries another"), result.lines());
    }

    @Test
    void seesAReplyOfAnotherType() throws Exception {
        LoadResult result = run((out, payload, index) -> EchoFixture.frame(out, 0x82, payload), 1);

        assertFalse(result.isClean());
        assertTrue(result.lines().contains("opcode 2 instead of 1"), result.lines());
    }

    @Test
    void seesAMissingReply() throws Exception {
        LoadResult result = run(
                (out, payload, index) -> {
                    if (index < ENOUGH / 2) {
                        EchoFixture.frame(out, TEXT_FRAME, payload);
                    }
                },
                1);

        assertFalse(result.isClean());
        assertEquals(2 * 4, field(result, "unanswered"), "two connections with four messages each");
    }

    @Test
    void seesAServerThatCloses() throws Exception {
        LoadResult result = run(
                (out, payload, index) -> {
                    EchoFixture.frame(
                            out,
                            index < ENOUGH / 2 ? TEXT_FRAME : 0x88,
                            index < ENOUGH / 2 ? payload : new byte[] {3, (byte) 0xF1});
                },
                1);

        assertFalse(result.isClean());
        assertEquals(2, field(result, "errors"));
        assertTrue(result.lines().contains("server closed the connection with 1009"), result.lines());
    }

    private static LoadResult run(EchoFixture.Answer answer, int threads) throws IOException, InterruptedException {
        try (EchoFixture server = new EchoFixture(answer)) {
            return run(server, threads);
        }
    }

    private static LoadResult run(EchoFixture server, int threads) throws IOException, InterruptedException {
        return run(server, threads, new LoadPlan.Traffic(LoadPlan.Pattern.ECHO, 2, 4));
    }

    private static LoadResult run(EchoFixture server, int threads, LoadPlan.Traffic traffic)
            throws IOException, InterruptedException {
        LoadPlan.Window window = new LoadPlan.Window(Duration.ZERO, ENOUGH, Duration.ofMillis(200));
        LoadPlan plan = new LoadPlan(Target.parse(server.url()), traffic, new MessageShape(64, Content.ASCII), window);
        return new LoadRun(
                        plan, threads, OptionalLong.of(ProcessHandle.current().pid()))
                .run();
    }

    private static double field(LoadResult result, String name) {
        Matcher matcher = Pattern.compile(" " + name + "=(\\S+)").matcher(result.lines());
        assertTrue(matcher.find(), result.lines());
        return Double.parseDouble(matcher.group(1));
    }
}
