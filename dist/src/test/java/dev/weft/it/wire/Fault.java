package dev.weft.it.wire;

import java.util.List;
import java.util.Set;

/**
 * One line of the table.
 *
 * @param row number of the row; a row has one line or several
 * @param name what is done, in words
 * @param mode on what kind of connection
 * @param bytes what is sent
 * @param expected what has to come back
 * @param notes what is special
 * @param settings of the server it is about, as on its command line; empty for the default ones
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody changes the bytes, and two are equal only if they are the same.
public record Fault(
        int row, String name, Mode mode, byte[] bytes, Expected expected, Set<Note> notes, List<String> settings) {

    /** What came before the bytes. */
    public enum Mode {
        /** Nothing: they are the first on the connection. */
        HEADS,
        /** An opening handshake without extensions. */
        FRAMES,
        /** An opening handshake with permessage-deflate. */
        DEFLATE
    }

    /** What is special about a line. */
    public enum Note {
        /** The RFCs demand just this, although it ends the connection. */
        EXACT,
        /** The RFCs leave it open what to do, or whether to wait for more. */
        FREE,
        /** It is about a setting or a file of Weft's own: it says nothing about other servers. */
        OURS,
        /** The peer waits: nothing is sent afterwards, and the server acts by itself. */
        WAIT,
        /** The peer ends its half of the connection after the last byte. */
        FIN,
        /** It is so long, or takes so long, that it is only sent as a whole. */
        WHOLE
    }

    /** A line that no file holds: frames, after which the peer leaves. */
    public static Fault leaving(int row, String name, byte[] frames) {
        return new Fault(row, name, Mode.FRAMES, frames, Expected.parse("end"), Set.of(Note.FIN), List.of());
    }

    /** Whether this line has this note. */
    public boolean is(Note note) {
        return notes.contains(note);
    }

    @Override
    public String toString() {
        return row + " (" + name + ")";
    }
}
