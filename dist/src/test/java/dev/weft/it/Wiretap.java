package dev.weft.it;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Stands between one client and a server, carries everything, and keeps what the client sent. */
final class Wiretap implements Closeable {

    private static final int RSV1 = 0x40;

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final Thread carrier;

    Wiretap(int serverPort) throws IOException {
        carrier = Thread.ofVirtual().start(() -> carry(serverPort));
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many of the client's messages were compressed (RFC 7692 6); call it when the client has ended. */
    int compressedMessages() throws InterruptedException {
        carrier.join();
        String bytes = sent.toString(StandardCharsets.ISO_8859_1);
        ByteBuffer frames = ByteBuffer.wrap(sent.toByteArray()).position(bytes.indexOf("\r\n\r\n") + 4);
        int compressed = 0;
        while (frames.remaining() > 1) {
            compressed += (frames.get() & RSV1) == 0 ? 0 : 1;
            int length = frames.get() & 0x7F;
            if (length == 126) {
                length = frames.getShort() & 0xFFFF;
            } else if (length == 127) {
                length = Math.toIntExact(frames.getLong());
            }
            // RFC 6455 5.2: the masking key's four bytes are before the payload. The last frame may have been cut off.
            frames.position(Math.min(frames.limit(), frames.position() + 4 + length));
        }
        return compressed;
    }

    private void carry(int serverPort) {
        try (Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> carryBack(server, client));
            byte[] piece = new byte[16 * 1024];
            OutputStream out = server.getOutputStream();
            int count;
            while ((count = client.getInputStream().read(piece)) >= 0) {
                sent.write(piece, 0, count);
                out.write(piece, 0, count);
            }
            server.shutdownOutput();
            back.join();
        } catch (IOException | InterruptedException broken) {
            // A client that ends its process resets the connection; what it sent is there.
        }
    }

    private static void carryBack(Socket server, Socket client) {
        try {
            server.getInputStream().transferTo(client.getOutputStream());
            client.shutdownOutput();
        } catch (IOException broken) {
            // The client is gone.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
