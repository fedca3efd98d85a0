package dev.weft.engine.deflate;

import java.util.HexFormat;

/** Payloads of RFC 7692 7.2.3, each of the message "Hello" unless its name says otherwise. */
final class Vectors {

    static final String HELLO = "Hello";

    /** 7.2.3.1: one block, without BFINAL. */
    static final byte[] ONE_BLOCK = hex("f2 48 cd c9 c9 07 00");

    /** 7.2.3.2: the same, referring to the message before; of use with context takeover only. */
    static final byte[] REFERRING_BACK = hex("f2 00 11 00 00");

    /** 7.2.3.3: a block without compression. */
    static final byte[] STORED = hex("00 05 00 fa ff 48 65 6c 6c 6f 00");

    /** 7.2.3.4: a block with BFINAL, then the padding. */
    static final byte[] FINAL_BLOCK = hex("f3 48 cd c9 c9 07 00 00");

    /** 7.2.3.5: two blocks and an empty one between them. */
    static final byte[] TWO_BLOCKS = hex("f2 48 05 00 00 00 ff ff ca c9 c9 07 00");

    /** 7.2.3.6: the empty message. */
    static final byte[] EMPTY = hex("00");

    private Vectors() {}

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
