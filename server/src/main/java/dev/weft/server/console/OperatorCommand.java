package dev.weft.server.console;

import dev.weft.spi.CloseStatus;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line typed by the operator, parsed. */
sealed interface OperatorCommand {

    /** What {@code /help} shows. */
    String HELP = """
            text          answers the oldest question
            @3 text       answers client 3
            @all text     answers every waiting client
            /list         lists connected and waiting clients
            /close 3 [code] [reason]
                          closes client 3, with 1000 by default
            /help         shows this
            //text @@text answer with a text that begins with / or @\
            """;

    /** Answers the oldest question. */
    record Answer(String text) implements OperatorCommand {}

    /** Answers one session's question. */
    record AnswerTo(long session, String text) implements OperatorCommand {}

    /** Answers every waiting question. */
    record AnswerAll(String text) implements OperatorCommand {}

    /** Shows the clients. */
    record ListClients() implements OperatorCommand {}

    /** Closes a session. */
    record Close(long session, CloseStatus status) implements OperatorCommand {}

    /** Shows the commands. */
    record Help() implements OperatorCommand {}

    /** An invalid line, with the reason. */
    record Unknown(String why) implements OperatorCommand {}

    /**
     * {@code @3 text}: one blank separates the number from the text, which may itself begin with blanks, or be empty.
     * Why 18? The most digits that always fit a long.
     */
    Pattern ADDRESSED = Pattern.compile("@(all|\\d{1,18})\\s(.*)", Pattern.DOTALL);

    /** {@code /close 3 [code] [reason]}. */
    Pattern CLOSE = Pattern.compile("/close\\s+(\\d{1,18})(?:\\s+(\\d{1,9})(?:\\s+(.*))?)?\\s*", Pattern.DOTALL);

    /** Parses a line; every line has a meaning. */
    static OperatorCommand parse(String line) {
        if (line.startsWith("//") || line.startsWith("@@")) {
            return new Answer(line.substring(1));
        }
        if (line.startsWith("@")) {
            return parseAddressed(line);
        }
        if (line.startsWith("/")) {
            return parseCommand(line.stripTrailing());
        }
        return new Answer(line);
    }

    private static OperatorCommand parseAddressed(String line) {
        Matcher matcher = ADDRESSED.matcher(line);
        if (!matcher.matches()) {
            return new Unknown(
                    "To answer by number, type '@3 text' or '@all text'; '@@...' answers with a text that begins"
                            + " with @.");
        }
        String text = matcher.group(2);
        return matcher.group(1).equals("all")
                ? new AnswerAll(text)
                : new AnswerTo(Long.parseLong(matcher.group(1)), text);
    }

    private static OperatorCommand parseCommand(String line) {
        return switch (line.split("\\s", 2)[0]) {
            case "/list" -> new ListClients();
            case "/help" -> new Help();
            case "/close" -> parseClose(line);
            default ->
                new Unknown("No such command; /help lists them, '//...' answers with a text that begins with /.");
        };
    }

    private static OperatorCommand parseClose(String line) {
        Matcher matcher = CLOSE.matcher(line);
        if (!matcher.matches()) {
            return new Unknown("To close a client, type '/close 3 [code] [reason]'.");
        }
        int code = matcher.group(2) == null ? CloseStatus.NORMAL.code() : Integer.parseInt(matcher.group(2));
        String reason = matcher.group(3) == null ? "" : matcher.group(3);
        try {
            CloseStatus status = new CloseStatus(code, reason);
            return status.isSendable()
                    ? new Close(Long.parseLong(matcher.group(1)), status)
                    : new Unknown("Close code " + code + " is never sent.");
        } catch (IllegalArgumentException e) {
            return new Unknown("Cannot close with that: " + e.getMessage() + ".");
        }
    }
}
