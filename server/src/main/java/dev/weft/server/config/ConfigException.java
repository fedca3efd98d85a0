package dev.weft.server.config;

/** The operator's configuration is invalid. The message is one line that names the place and says what is valid. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }
}
