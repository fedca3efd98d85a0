package dev.weft.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** A WebSocket over the JDK's TLS socket, written by hand, that can stop in the midst of anything. */
final class TlsPeer implements AutoCloseable {

    private final Socket raw;
    private final SSLSocket secured;

    /** Connects, and opens the WebSocket. */
    TlsPeer(SSLContext context, int port) throws IOException {
        raw = new Socket();
        // A peer that does not read is full soon.
        raw.setReceiveBufferSize(4096);
        raw.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        secured = (SSLSocket) context.getSocketFactory().createSocket(raw, "localhost", port, false);
        send(("GET / HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        readHead();
    }

    /** Sends bytes as they are. */
    void send(byte[] bytes) throws IOException {
        secured.getOutputStream().write(bytes);
        secured.getOutputStream().flush();
    }

    /** The code of the Close that comes next (RFC 6455 5.5.1). */
    int readCloseCode() throws IOException {
        byte[] header = secured.getInputStream().readNBytes(2);
        byte[] payload = secured.getInputStream().readNBytes(header[1]);
        if ((header[0] & 0xFF) != 0x88) {
            throw new IOException("no Close, but opcode " + (header[0] & 0xF));
        }
        return ByteBuffer.wrap(payload).getChar();
    }

    /** Whether the server, for so long, neither says anything more nor ends the connection. */
    boolean isLeftOpenFor(int millis) throws IOException {
        raw.setSoTimeout(millis);
        try {
            secured.getInputStream().read();
            return false;
        } catch (SocketTimeoutException silence) {
            return true;
        } finally {
            raw.setSoTimeout(0);
        }
    }

    /** Whether the end that comes next is that of TLS, and not only of TCP. */
    boolean awaitCloseNotify() throws IOException {
        try {
            return secured.getInputStream().read() < 0;
        } catch (SSLException truncated) {
            return false;
        }
    }

    /** Ends the TCP connection, without a word of TLS. */
    void cut() throws IOException {
        raw.close();
    }

    @Override
    public void close() throws IOException {
        raw.close();
    }

    private void readHead() throws IOException {
        InputStream in = secured.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no answer, but: " + head);
            }
            head.append((char) next);
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException(head.toString());
        }
    }
}
