package dev.weft.server.tls;

/**
 * A part of a PEM file.
 *
 * @param label what stands after BEGIN, such as {@code CERTIFICATE}
 * @param headers the lines before the content, which only old forms of encrypted keys have
 * @param der the content
 */
// A block is read once and compared with nothing.
@SuppressWarnings("ArrayRecordComponent")
record PemBlock(String label, String headers, byte[] der) {}
