package dev.weft.testkit;

import java.util.List;

/** What is known of a handler's callbacks. All methods but {@link #faults} are called under the scene's lock. */
interface Callbacks {

    /** For a handler that is not watched. */
    Callbacks UNKNOWN = new Callbacks() {
        @Override
        public boolean hasHandled(int port, int messages) {
            return true;
        }

        @Override
        public String running(int port) {
            return "";
        }

        @Override
        public List<Fault> faults() {
            return List.of();
        }
    };

    /** Whether onOpen and the callbacks for this many messages of the client at this port have returned. */
    boolean hasHandled(int port, int messages);

    /** The running callback of the client at this port, or empty. */
    String running(int port);

    /** The faults that callbacks have thrown. */
    List<Fault> faults();
}
