package dev.weft.spi;

/** The operator allows no more topics, or no more subscriptions of one session. The message names the setting. */
public final class TopicLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes one that names the setting. */
    public TopicLimitException(String message) {
        super(message);
    }
}
