package dev.weft.testkit;

import java.util.List;

/** What is known of a handler's callbacks. But for the faults, to be asked under the scene's lock. */
interface Callbacks {

    /** Of a handler that nobody watches. */
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

    /** Whether the callbacks for so many messages of the client at this port have returned, and its onOpen. */
    boolean hasHandled(int port, int messages);

    /** The callback of the client at this port that has not returned, or empty. */
    String running(int port);

    /** What was thrown. */
    List<Fault> faults();
}
