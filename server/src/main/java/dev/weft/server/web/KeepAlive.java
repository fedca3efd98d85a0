package dev.weft.server.web;

/** What happens to the connection after a response. */
public enum KeepAlive {

    /** Another request may follow. */
    KEEP,

    /** Nothing more is read, and the connection is closed. */
    CLOSE
}
