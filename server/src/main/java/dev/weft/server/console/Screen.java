package dev.weft.server.console;

import java.io.IOException;

/** Reads and shows lines. One thread reads, another prints. */
interface Screen {

    /** Waits for input. */
    Input read() throws IOException;

    /** Shows one line or several, and ends the last one. */
    void print(String lines);

    /** Restores a terminal. Printing may continue elsewhere. */
    void close();
}
