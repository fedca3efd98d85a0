package dev.weft.server.plugin;

import dev.weft.spi.CloseStatus;

/** The sessions of a generation, as the plugin platform reaches them; the connections' side. Thread-safe. */
public interface GenerationSessions {

    /** Nobody is connected yet. */
    GenerationSessions NONE = new GenerationSessions() {
        @Override
        public void offer(Generation held) {}

        @Override
        public void close(Generation held, CloseStatus status) {}

        @Override
        public void abort(Generation held) {}
    };

    /** Has each session that waits for its next message look whether it can move on; those in a callback do so by themselves. */
    void offer(Generation held);

    /** Begins to close each session that is still there. */
    void close(Generation held, CloseStatus status);

    /** Cuts each session that is still there, and interrupts its callback. */
    void abort(Generation held);
}
