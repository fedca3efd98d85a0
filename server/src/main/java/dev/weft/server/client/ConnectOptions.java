package dev.weft.server.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How to connect, and how to show messages.
 *
 * @param headers fields to add to the opening handshake, in order
 * @param subprotocols subprotocols to offer, best first
 * @param silence how long nothing must arrive, after the end of input, before the connection is closed; zero closes at
 *     once
 * @param display where messages are shown
 * @param onLoss what happens when the connection is lost
 * @param tls the trust anchors for wss and this side's identity; if absent, the system's trust anchors and no identity
 */
public record ConnectOptions(
        List<Header> headers,
        List<String> subprotocols,
        Duration silence,
        Display display,
        OnLoss onLoss,
        Optional<SSLContext> tls) {

    /** Why 1 s? An answer over any network arrives by then, and a script does not notice the wait. */
    public static final Duration DEFAULT_SILENCE = Duration.ofSeconds(1);

    /** Copies the lists. */
    public ConnectOptions {
        headers = List.copyOf(headers);
        subprotocols = List.copyOf(subprotocols);
    }

    /** Uses the system's trust anchors, and ends with the connection. */
    public ConnectOptions(List<Header> headers, List<String> subprotocols, Duration silence, Display display) {
        this(headers, subprotocols, silence, display, OnLoss.END, Optional.empty());
    }

    /** One header field. */
    public record Header(String name, String value) {

        /**
         * Parses a field as it is written on a command line: {@code Name: value}.
         *
         * @throws IllegalArgumentException if there is no name before a colon
         */
        public static Header parse(String field) {
            int colon = field.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("a header is 'Name: value', not '" + field + "'");
            }
            return new Header(
                    field.substring(0, colon).strip(),
                    field.substring(colon + 1).strip());
        }
    }

    /** What happens when the connection is lost. */
    public enum OnLoss {
        /** The client ends. */
        END,
        /** The client connects again, and a Weft server replays what it missed of its topics. */
        RESUME
    }

    /** Where messages are shown. */
    public enum Display {
        /** For a person: marked, with everything escaped that a terminal would interpret. */
        TERMINAL,
        /** For a program or a file: unchanged text, with one line end after each message. */
        PIPE
    }
}
