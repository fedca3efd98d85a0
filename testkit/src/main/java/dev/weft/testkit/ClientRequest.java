package dev.weft.testkit;

import java.util.ArrayList;
import java.util.List;

/** An opening handshake that is about to be sent. */
public final class ClientRequest {

    private final InMemoryServer server;
    private final String target;
    private final List<String> fields = new ArrayList<>();

    ClientRequest(InMemoryServer server, String target) {
        this.server = server;
        this.target = target;
    }

    /** Adds a header field. */
    public ClientRequest header(String name, String value) {
        fields.add(name + ": " + value);
        return this;
    }

    /** Offers subprotocols, best first. */
    public ClientRequest subprotocols(String... names) {
        return header("Sec-WebSocket-Protocol", String.join(", ", names));
    }

    /**
     * Connects, and waits until the opening handshake is complete.
     *
     * @throws AssertionError if the server refuses
     */
    public TestClient connect() {
        TestClient client = server.newClient();
        int status = client.open(text());
        if (status != 101) {
            throw new AssertionError("the server refused " + target + ":\n" + client.refusal());
        }
        return client;
    }

    /**
     * Tries to connect, and checks that the server refuses.
     *
     * @throws AssertionError if the server accepts, or refuses with another status
     */
    public void expectRefused(int status) {
        TestClient client = server.newClient();
        int answer = client.open(text());
        if (answer != status) {
            throw new AssertionError("the server answered " + answer + " to " + target + " instead of " + status);
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder("GET " + target + " HTTP/1.1\r\n")
                .append("Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n")
                // The example of RFC 6455 1.3: here the key has nothing to protect.
                .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        fields.forEach(field -> text.append(field).append("\r\n"));
        return text.append("\r\n").toString();
    }
}
