package dev.weft.server.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection encrypted with TLS. The handshake runs in the first read, on the reader's thread.
 *
 * <p>No lock is held during socket operations: one thread reads, one writes, the engine coordinates them, and {@link
 * #abort} closes the channel under both. If the protocol itself has to answer a record (RFC 8446 4.6.3, a new key), the
 * engine puts the answer before the next record that is written, which is when it is due; the reader writes only at the
 * end of the connection.
 */
final class TlsTransport implements Transport {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** Why 500 ms? A peer that is still sending then sees the reset rather than the alert; it was refused anyway. */
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Why 64 reads of 1 KiB? More than a client sends before it listens, such as its certificates and its request. */
    private static final int LINGER_READS = 64;

    private final PlainTransport below;
    private final TlsTransports shared;
    private final RecordBuffer records;
    private final EmptyRecordLimit idle = new EmptyRecordLimit();

    /** Set by the thread that writes; ending the output leaves it set, so that nothing follows. */
    private final AtomicBoolean writing = new AtomicBoolean();

    /** Set when the handshake is done. */
    private @Nullable SSLEngine engine;

    /** Decrypted bytes for which there was no room; in a lent buffer. */
    private @Nullable ByteBuffer plain;

    private boolean ended;
    private boolean outputEnded;

    TlsTransport(PlainTransport below, TlsTransports shared) {
        this.below = below;
        this.shared = shared;
        this.records = new RecordBuffer(shared.packets());
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (outputEnded) {
            return below.read(target);
        }
        SSLEngine opened = engine == null ? handshake() : engine;
        int start = target.position();
        // Once there are bytes, take only what has arrived already: the caller looks ahead, and must not wait for more.
        while (target.hasRemaining() && !ended) {
            if (plain != null) {
                takePlain(plain, target);
            } else if (records.isEmpty() || !decrypt(opened, target)) {
                if (target.position() > start || fill() == 0) {
                    break;
                }
            }
        }
        if (ended && target.position() == start) {
            sayLastIfRoom(opened);
            return -1;
        }
        return target.position() - start;
    }

    @Override
    public void write(ByteBuffer... sources) throws IOException {
        SSLEngine opened = engine;
        if (opened == null || !writing.compareAndSet(false, true)) {
            throw new ClosedChannelException();
        }
        ByteBuffer packet = shared.packets().borrow();
        try {
            // One record per call, so that the watchdog sees progress.
            SSLEngineResult result;
            do {
                result = opened.wrap(sources, packet.clear());
                send(packet.flip());
                // A record of the protocol's own goes first, and consumes nothing of the sources.
            } while (result.getStatus() == SSLEngineResult.Status.OK
                    && result.bytesConsumed() == 0
                    && hasRemaining(sources));
            if (result.getStatus() != SSLEngineResult.Status.OK) {
                throw new ClosedChannelException();
            }
        } finally {
            shared.packets().giveBack(packet);
            writing.set(false);
        }
    }

    /** Leaves it to a thread that may wait: a record that has begun must be written to its end. */
    @Override
    public boolean writeNow(ByteBuffer... sources) {
        return false;
    }

    /** As specified; what is read afterwards is not decrypted, and shows only that the peer is still there. */
    @Override
    public void shutdownOutput() throws IOException {
        outputEnded = true;
        if (engine != null) {
            sayLast(engine);
        }
        below.shutdownOutput();
    }

    @Override
    public void wakeReader() {
        below.wakeReader();
    }

    @Override
    public void awaitTurn() {
        below.awaitTurn();
    }

    @Override
    public void abort() {
        below.abort();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return below.remoteAddress();
    }

    @Override
    public String scheme() {
        return "https";
    }

    /** Reads once; 0 bytes if the reader was woken. */
    private int fill() throws IOException {
        int count = records.fill(below::read);
        if (count < 0) {
            // RFC 8446 6.1: closing without close_notify may be a truncation attack.
            throw new EOFException("the connection ended without close_notify");
        }
        return count;
    }

    private SSLEngine handshake() throws IOException {
        // A silent peer costs no engine, which is large.
        if (records.fill(below::read) < 0) {
            throw new EOFException("the peer left before the TLS handshake");
        }
        SSLEngine fresh = shared.engine();
        try {
            new TlsHandshake(fresh, below, records, shared).run();
        } catch (SSLException refused) {
            sayLast(fresh);
            linger();
            throw refused;
        }
        engine = fresh;
        return fresh;
    }

    /** Decrypts a record, if it is complete. */
    private boolean decrypt(SSLEngine opened, ByteBuffer target) throws IOException {
        SSLEngineResult result;
        try {
            idle.before(opened);
            result = opened.unwrap(records.bytes(), target);
            idle.after(result);
        } catch (SSLException broken) {
            sayLastIfRoom(opened);
            throw broken;
        }
        return switch (result.getStatus()) {
            case OK -> {
                afterRecord(opened, result);
                yield true;
            }
            case BUFFER_UNDERFLOW -> false;
            case BUFFER_OVERFLOW -> decryptAside(opened, target);
            case CLOSED -> {
                ended = true;
                yield true;
            }
        };
    }

    /** Decrypts into a buffer with room for any record; the engine demands that room before it examines the record. */
    private boolean decryptAside(SSLEngine opened, ByteBuffer tooSmall) throws IOException {
        if (tooSmall.remaining() >= RecordBuffer.LONGEST) {
            throw new SSLException("a record that fits nowhere");
        }
        ByteBuffer aside = shared.packets().borrow();
        boolean decrypted = decrypt(opened, aside);
        if (aside.position() > 0) {
            plain = aside.flip();
        } else {
            shared.packets().giveBack(aside);
        }
        return decrypted;
    }

    /** Refuses a second handshake: the engine reports its objection when it is asked for the next record. */
    private void afterRecord(SSLEngine opened, SSLEngineResult result) throws IOException {
        if (result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_TASK) {
            shared.calculate(opened, below);
            try {
                opened.unwrap(NOTHING, NOTHING);
            } finally {
                sayLastIfRoom(opened);
            }
            throw new SSLException("the peer began a second handshake");
        }
        if (result.bytesConsumed() == 0) {
            throw new SSLException("the engine takes no record: " + result.getHandshakeStatus());
        }
    }

    private void takePlain(ByteBuffer lent, ByteBuffer target) {
        int count = Math.min(lent.remaining(), target.remaining());
        target.put(target.position(), lent, lent.position(), count);
        target.position(target.position() + count);
        lent.position(lent.position() + count);
        if (!lent.hasRemaining()) {
            shared.packets().giveBack(lent);
            plain = null;
        }
    }

    /**
     * Sends the engine's alert, or close_notify; nothing can be sent afterwards. Does nothing while another thread
     * writes. Waits for room until the deadline passes: {@link #abort} then closes the channel, which ends the wait.
     */
    private void sayLast(SSLEngine opened) {
        sayLast(opened, true);
    }

    /** The same without waiting, because no deadline runs while an open connection is read. */
    private void sayLastIfRoom(SSLEngine opened) {
        sayLast(opened, false);
    }

    private void sayLast(SSLEngine opened, boolean patient) {
        if (!writing.compareAndSet(false, true)) {
            return;
        }
        ByteBuffer packet = shared.packets().borrow();
        try {
            opened.closeOutbound();
            while (!opened.isOutboundDone()
                    && opened.wrap(NOTHING, packet.clear()).bytesProduced() > 0) {
                packet.flip();
                if (patient) {
                    send(packet);
                } else if (below.writeAtOnce(packet) == 0) {
                    return;
                }
            }
        } catch (IOException gone) {
            // The alert was for the peer, which is no longer there, or does not listen.
        } finally {
            shared.packets().giveBack(packet);
        }
    }

    private static boolean hasRemaining(ByteBuffer... sources) {
        for (ByteBuffer source : sources) {
            if (source.hasRemaining()) {
                return true;
            }
        }
        return false;
    }

    private void send(ByteBuffer packet) throws IOException {
        while (packet.hasRemaining()) {
            below.write(packet);
        }
    }

    /**
     * Keeps reading for a moment: if a socket is closed with bytes unread, the peer gets a reset instead of the alert.
     */
    private void linger() {
        try {
            below.shutdownOutput();
            ByteBuffer scrap = ByteBuffer.allocate(1024);
            for (int reads = 0; reads < LINGER_READS && below.read(scrap.clear(), LINGER_NANOS) > 0; reads++) {
                // Bytes from a refused peer are dropped.
            }
        } catch (IOException gone) {
            // The peer is gone or silent; either way there is nothing left to lose.
        }
    }
}
