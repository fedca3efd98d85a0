package dev.weft.server.plugin;

import dev.weft.spi.HandlerContext;
import dev.weft.spi.Tasks;

/** Makes what a handler is started with; the server's side of {@link dev.weft.spi.MessageHandler#start}. Thread-safe. */
public interface HandlerContextFactory {

    /**
     * Makes the context of a new generation, with the handler's settings as they are now.
     *
     * @throws BadSettings if they are of no use, or forbid it to serve
     */
    HandlerContext context(Generation generation, Tasks tasks) throws BadSettings;

    /** A text that changes whenever the handler's settings do. */
    default String settingsVersion(String handlerId) {
        return "";
    }

    /** Says why a handler's settings are of no use; its message is for the operator. */
    final class BadSettings extends Exception {

        private static final long serialVersionUID = 1L;

        /** Makes one with its line. */
        public BadSettings(String message) {
            super(message);
        }
    }
}
