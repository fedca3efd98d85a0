package dev.weft.server.tls;

/**
 * One block of a PEM file.
 *
 * @param label the text after BEGIN, such as {@code CERTIFICATE}
 * @param headers the lines before the content, which only old forms of encrypted keys have
 * @param der the content
 */
// A block is read once and never compared.
@SuppressWarnings("ArrayRecordComponent")
record PemBlock(String label, String headers, byte[] der) {}
