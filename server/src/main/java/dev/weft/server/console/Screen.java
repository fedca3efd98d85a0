package dev.weft.server.console;

import java.io.IOException;

/** Where lines come from and go to. One thread reads, another prints. */
interface Screen {

    /** Waits for input. */
    Input read() throws IOException;

    /** Shows one line or several, and ends the last one. */
    void print(String lines);

    /** Puts a terminal back to what it was. Printing may go on elsewhere. */
    void close();
}
