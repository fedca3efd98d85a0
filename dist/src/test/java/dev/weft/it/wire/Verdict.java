package dev.weft.it.wire;

import dev.weft.it.wire.Fault.Mode;
import dev.weft.it.wire.Fault.Note;
import dev.weft.it.wire.Transcript.End;
import dev.weft.it.wire.Transcript.Reply;
import java.util.ArrayList;
import java.util.List;

/** How a server did. */
public enum Verdict {
    /** Just as the table says. */
    AS_THE_TABLE_SAYS,
    /** In another way that the RFCs allow. */
    ALLOWED,
    /** In a way that the RFCs do not allow. */
    WRONG,
    /** It cannot be asked: it declined the extension, say. */
    NOT_ASKED;

    static Verdict of(Play play, Transcript transcript) {
        Fault fault = play.fault();
        if (fault.expected().isExactly(transcript, play.after())) {
            return AS_THE_TABLE_SAYS;
        }
        return isAllowed(play, transcript) ? ALLOWED : WRONG;
    }

    /** The worse of two: of what was played in two ways. */
    public Verdict orWorse(Verdict other) {
        return compareTo(other) > 0 ? this : other;
    }

    private static boolean isAllowed(Play play, Transcript transcript) {
        Fault fault = play.fault();
        boolean isGarbage = transcript.replies().stream().anyMatch(Reply::isGarbage);
        if (fault.is(Note.FREE)) {
            return !isGarbage;
        }
        if (fault.is(Note.EXACT)) {
            return isClosed(fault.expected(), transcript);
        }
        if (fault.expected().isRefusal() || fault.is(Note.FIN)) {
            return fault.mode() == Mode.HEADS
                    ? isRequestRefused(transcript)
                    : !isGarbage && isConnectionFailed(fault.expected(), transcript);
        }
        // RFC 6455 7.1.1: the server "SHOULD" close TCP first; a reset, or waiting for the client, is allowed.
        return fault.expected().isExactly(new Transcript(transcript.replies(), End.CLOSED), play.after());
    }

    /**
     * RFC 6455 5.5.1: "When sending a Close frame in response, the endpoint typically echos the status code it received":
     * typically, so none will do, or 1000.
     */
    private static boolean isClosed(Expected expected, Transcript transcript) {
        return transcript.replies().size() == 1
                && List.of("close", "close 1000", expected.wanted().getFirst().line())
                        .contains(transcript.replies().getFirst().line());
    }

    /** Any error status; or none, and the end: a page without a status line, as for HTTP/0.9, is none. */
    private static boolean isRequestRefused(Transcript transcript) {
        boolean isAnswered = !transcript.replies().isEmpty()
                && !transcript.replies().getFirst().isGarbage();
        return isAnswered ? transcript.replies().getFirst().status() >= 400 : transcript.end() != End.OPEN;
    }

    /**
     * RFC 6455 7.1.7: to fail the connection, an endpoint SHOULD send a Close, with a code that it finds appropriate, and
     * ends the TCP connection; what came before the fault may be lost, what comes after it is not processed.
     */
    private static boolean isConnectionFailed(Expected expected, Transcript transcript) {
        List<String> due = new ArrayList<>();
        expected.wanted().forEach(wanted -> due.add(wanted.line()));
        boolean nothingElse =
                transcript.replies().stream().filter(Reply::isData).allMatch(reply -> due.remove(reply.line()));
        return nothingElse
                && (transcript.end() != End.OPEN
                        || transcript.replies().stream().anyMatch(Reply::isClose));
    }
}
