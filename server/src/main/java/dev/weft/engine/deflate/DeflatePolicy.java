package dev.weft.engine.deflate;

/**
 * What this server is ready to agree to.
 *
 * @param serverTakeover whether its own messages may refer back to each other
 * @param clientTakeover whether the client's may
 */
public record DeflatePolicy(ContextTakeover serverTakeover, ContextTakeover clientTakeover) {

    /**
     * No takeover on either side: an idle connection then holds no window, and the size of one message tells nothing
     * about another (RFC 7692 8).
     */
    public static final DeflatePolicy DEFAULT = new DeflatePolicy(ContextTakeover.NONE, ContextTakeover.NONE);
}
