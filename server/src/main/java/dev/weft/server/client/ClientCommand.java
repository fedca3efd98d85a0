package dev.weft.server.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.spi.CloseStatus;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line typed into the client, parsed. */
sealed interface ClientCommand {

    /** What {@code /help} shows. */
    String HELP = """
            text                    sends it as a text message
            //text                  sends /text as a text message
            /binary 00 ff           sends a binary message
            /ping [data]            sends a ping; the pong shows the time it took
            /close [code] [reason]  closes the connection, with 1000 by default
            /help                   shows this
            The end of input (Ctrl-D) closes the connection too.\
            """;

    /** Sends a text message. */
    record Text(String text) implements ClientCommand {}

    /** Sends a binary message. */
    record Binary(ByteBuffer data) implements ClientCommand {}

    /** Sends a ping. */
    record Ping(ByteBuffer data) implements ClientCommand {}

    /** Begins the closing handshake. */
    record Close(int code, String reason) implements ClientCommand {}

    /** Shows the commands. */
    record Help() implements ClientCommand {}

    /** An invalid line, with the reason. */
    record Unknown(String why) implements ClientCommand {}

    /** {@code [code] [reason]}. */
    Pattern CLOSE = Pattern.compile("(?:(\\d{4})(?:\\s+(.*))?)?", Pattern.DOTALL);

    /** RFC 6455 5.5: "All control frames MUST have a payload length of 125 bytes or less". */
    int MAX_PING = 125;

    /** Parses a line; every line has a meaning. */
    static ClientCommand parse(String line) {
        if (line.startsWith("//")) {
            return new Text(line.substring(1));
        }
        if (!line.startsWith("/")) {
            return new Text(line);
        }
        String[] words = line.split("\\s+", 2);
        String rest = words.length == 1 ? "" : words[1];
        return switch (words[0]) {
            case "/binary" -> parseBinary(rest);
            case "/ping" -> parsePing(rest);
            case "/close" -> parseClose(rest.strip());
            case "/help" -> new Help();
            default -> new Unknown("no such command; /help lists them, //text sends a text that begins with /");
        };
    }

    private static ClientCommand parseBinary(String hex) {
        try {
            return new Binary(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replaceAll("\\s", ""))));
        } catch (IllegalArgumentException e) {
            return new Unknown("binary data is pairs of hexadecimal digits: /binary 00 ff");
        }
    }

    private static ClientCommand parsePing(String data) {
        byte[] bytes = data.getBytes(UTF_8);
        return bytes.length > MAX_PING
                ? new Unknown("a ping carries at most " + MAX_PING + " bytes")
                : new Ping(ByteBuffer.wrap(bytes));
    }

    private static ClientCommand parseClose(String arguments) {
        Matcher matcher = CLOSE.matcher(arguments);
        if (!matcher.matches()) {
            return new Unknown("usage: /close [code] [reason], with a code such as 1000 or 4000");
        }
        int code = matcher.group(1) == null ? 1000 : Integer.parseInt(matcher.group(1));
        String reason = matcher.group(2) == null ? "" : matcher.group(2);
        if (!isSendable(code)) {
            return new Unknown("a client closes with 1000, 1001, 1008, 1011 or 3000 to 4999");
        }
        return reason.getBytes(UTF_8).length > CloseStatus.MAX_REASON_BYTES
                ? new Unknown("a reason has at most " + CloseStatus.MAX_REASON_BYTES + " bytes")
                : new Close(code, reason);
    }

    /**
     * Whether the JDK's client can send this code of RFC 6455 7.4; the others are reserved for servers or the protocol
     * layer.
     */
    private static boolean isSendable(int code) {
        return code == 1000 || code == 1001 || code == 1008 || code == 1011 || (code >= 3000 && code <= 4999);
    }
}
