package dev.weft.server.config;

/** The operator wrote something that cannot be meant. The message is one line, names the place and says what is right. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
