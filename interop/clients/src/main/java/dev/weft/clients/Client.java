package dev.weft.clients;

import java.net.URI;

/** An open connection of the library under test. */
public interface Client {

    /** Sends a text message. */
    void sendText(String text) throws Exception;

    /** Sends a binary message. */
    void sendBinary(byte[] data) throws Exception;

    /** Closes the connection, and ends the threads of the library. */
    void close() throws Exception;

    /** How the library opens a connection. */
    @FunctionalInterface
    interface Connector {

        /** Opens one, whose messages and failures go to the inbox. */
        Client connect(URI uri, Inbox inbox) throws Exception;
    }
}
