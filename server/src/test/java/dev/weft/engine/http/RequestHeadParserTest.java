package dev.weft.engine.http;

import static dev.weft.engine.http.Feeding.latin1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadParserTest {

    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private final RequestHeadParser parser = new RequestHeadParser(HeadLimits.DEFAULT);

    @Nested
    @DisplayName("RFC 9112 2: a head")
    class Head {

        @Test
        void isCompleteAtItsLastByte() {
            Feeding fed = Feeding.everyWay("GET /a?b=1 HTTP/1.1\r\nHost: a:80\r\nX:\t y z \t\r\n\r\nrest");

            RequestHead expected =
                    new RequestHead("GET", "/a?b=1", "/a", "b=1", HeaderFields.of("Host", "a:80", "X", "y z"), 1);
            assertEquals(new Feeding(new HeadOutcome.Complete(expected), 46), fed);
        }

        @Test
        void isIncompleteBeforeItsLastByte() {
            byte[] allButTheLast = latin1(GET.substring(0, GET.length() - 1));

            Feeding fed = Feeding.everyWay(allButTheLast, HeadLimits.DEFAULT);

            assertEquals(new Feeding(new HeadOutcome.Incomplete(), GET.length() - 1), fed);
        }

        @Test
        void givesTheBytesOfItsFieldsToNobodyElse() {
            ByteBuffer in = ByteBuffer.wrap(latin1(GET + "GET /second HTTP/1.1\r\nHost: bb\r\n\r\n"));

            RequestHead first = complete(parser.parse(in));
            RequestHead second = complete(parser.parse(in));

            assertEquals("a", first.fields().first("Host").orElseThrow());
            assertEquals("bb", second.fields().first("Host").orElseThrow());
        }
    }

    @Nested
    @DisplayName("RFC 9112 2.2: empty lines before a request")
    class EmptyLines {

        @ParameterizedTest
        @ValueSource(strings = {"", "\r\n", "\r\n\r\n"})
        void areSkippedOnceAndTwice(String emptyLines) {
            Feeding fed = Feeding.everyWay(emptyLines + GET);

            assertEquals("/", complete(fed.outcome()).path());
            assertEquals(emptyLines.length() + GET.length(), fed.consumed());
        }

        @Test
        void areRefusedAtTheThird() {
            Feeding fed = Feeding.everyWay("\r\n\r\n\r\n" + GET);

            assertEquals(HttpStatus.BAD_REQUEST, bad(fed.outcome()).status());
            assertEquals(5, fed.consumed());
        }

        @Test
        void areSkippedBeforeEachRequest() {
            ByteBuffer in = ByteBuffer.wrap(latin1("\r\n\r\n" + GET + "\r\n\r\n" + GET));

            complete(parser.parse(in));
            complete(parser.parse(in));

            assertFalse(in.hasRemaining());
        }

        @Test
        void areRefusedIfOneLacksItsLineFeed() {
            Feeding fed = Feeding.everyWay("\rGET / HTTP/1.1\r\n");

            assertEquals(HttpStatus.BAD_REQUEST, bad(fed.outcome()).status());
            assertEquals(2, fed.consumed());
        }
    }

    @Nested
    @DisplayName("RFC 9112 9.3: pipelining")
    class Pipelining {

        @Test
        void takesOneHeadAtATime() {
            ByteBuffer in = ByteBuffer.wrap(latin1(GET + "GET /b HTTP/1.1\r\nHost: a\r\n\r\n"));

            RequestHead first = complete(parser.parse(in));
            int between = in.position();
            RequestHead second = complete(parser.parse(in));

            assertEquals("/", first.path());
            assertEquals(GET.length(), between);
            assertEquals("/b", second.path());
            assertInstanceOf(HeadOutcome.Incomplete.class, parser.parse(in));
        }

        @Test
        void takesNothingAfterABadRequest() {
            ByteBuffer in = ByteBuffer.wrap(latin1("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" + GET));

            HeadOutcome first = parser.parse(in);
            int after = in.position();
            HeadOutcome second = parser.parse(in);

            assertEquals(HttpStatus.BAD_REQUEST, bad(first).status());
            assertSame(first, second);
            assertEquals(after, in.position());
        }

        @Test
        void startsEachHeadWithFreshLimits() {
            String head = "GET /" + "a".repeat(8_000) + " HTTP/1.1\r\nHost: a\r\nX: " + "b".repeat(8_000) + "\r\n\r\n";
            ByteBuffer in = ByteBuffer.wrap(latin1(head.repeat(5)));

            for (int i = 0; i < 5; i++) {
                complete(parser.parse(in));
            }

            assertFalse(in.hasRemaining());
        }
    }

    @Nested
    class Idle {

        @Test
        void isSoBeforeTheFirstByteAndBetweenHeads() {
            assertTrue(parser.isIdle());

            parser.parse(ByteBuffer.wrap(latin1(GET)));

            assertTrue(parser.isIdle());
        }

        @Test
        void isSoAfterAnEmptyLine() {
            parser.parse(ByteBuffer.wrap(latin1("\r\n")));

            assertTrue(parser.isIdle());
        }

        @Test
        void isNotSoInsideAHead() {
            for (byte b : latin1(GET.substring(0, GET.length() - 1))) {
                parser.parse(ByteBuffer.wrap(new byte[] {b}));

                assertFalse(parser.isIdle());
            }
        }

        @Test
        void isNotSoAfterABadByte() {
            parser.parse(ByteBuffer.wrap(latin1("\u0000")));

            assertFalse(parser.isIdle());
        }
    }

    @Nested
    class RandomBytes {

        private static final String ALPHABET = "GETHOSP/1.0: \t\r\n\u0000\u0080%aF?*[]h,;=\"";

        @Test
        void giveAnOutcomeAndNothingElse() {
            long seed = Long.getLong("weft.seed", 20_260_101L);
            Random random = new Random(seed);
            for (int run = 0; run < 20_000; run++) {
                byte[] bytes = mutated(random);
                Feeding whole = Feeding.inPieces(bytes, bytes.length, HeadLimits.DEFAULT);
                Feeding pieces = Feeding.inPieces(bytes, 1 + random.nextInt(7), HeadLimits.DEFAULT);
                assertEquals(whole, pieces, "seed " + seed + ", run " + run);
            }
        }

        /** A good head with up to four bytes changed, put in or taken out, or plain noise. */
        private byte[] mutated(Random random) {
            StringBuilder head = new StringBuilder(
                    "GET /ws/echo?a=%20 HTTP/1.1\r\nHost: [::1]:80\r\nContent-Length: 0\r\nOrigin: http://a\r\n\r\n");
            for (int i = random.nextInt(5); i > 0; i--) {
                int at = random.nextInt(head.length());
                char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
                switch (random.nextInt(3)) {
                    case 0 -> head.setCharAt(at, c);
                    case 1 -> head.insert(at, c);
                    default -> head.deleteCharAt(at);
                }
            }
            byte[] noise = new byte[1 + random.nextInt(64)];
            random.nextBytes(noise);
            return random.nextInt(4) == 0 ? noise : latin1(head.toString());
        }
    }

    private static RequestHead complete(HeadOutcome outcome) {
        return assertInstanceOf(HeadOutcome.Complete.class, outcome).head();
    }

    private static HeadOutcome.Bad bad(HeadOutcome outcome) {
        return assertInstanceOf(HeadOutcome.Bad.class, outcome);
    }
}
