package dev.weft.server.web;

/** What becomes of the connection after a response. */
public enum KeepAlive {

    /** The next request may come. */
    KEEP,

    /** Nothing more is read, and the connection is closed. */
    CLOSE
}
