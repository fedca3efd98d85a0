/**
 * permessage-deflate (RFC 7692): what both sides agree on, and the messages of one connection compressed and restored.
 *
 * <p>The only package that may touch {@code java.util.zip}. It knows payloads, not frames: RSV1 and control frames
 * belong to the frame package, and inflated text is checked for UTF-8 elsewhere. Nothing here blocks, locks or holds
 * native memory between two calls.
 *
 * <p><b>zlib objects are lent, windows are kept.</b> Each message borrows an inflater or a deflater from the {@link
 * dev.weft.engine.deflate.ZlibPool}. Context takeover needs no zlib object per connection either: the last bytes of the
 * earlier messages are kept as an array and given to the borrowed object as its dictionary, which restores its window.
 * Measured on JSON messages of 130 bytes: a deflater of the connection's own takes 3 us a message to 27 % of the size
 * (no takeover: 91 %) and holds 256 KiB of native memory; a lent one with 2 KiB of history takes 8 us to 29 %. A lent
 * inflater with the full 32 KiB takes 1 to 2 us a message more than the connection's own. The window of the client is
 * an array no longer than the bytes received, counted by {@link dev.weft.engine.deflate.WindowMemory}; a client that
 * lets the server choose is held to 4 KiB (see {@link dev.weft.engine.deflate.DeflateNegotiator}), which costs the lent
 * inflater no measurable time. In return a connection holds a few KiB of heap, nothing needs to be closed, a message
 * that turned out not to be worth compressing leaves no trace in the window, a smaller window can be kept with takeover
 * too, and a stream that ends inside a block can be told from a complete one (zlib has no call for that; the check
 * costs the zlib state).
 *
 * <p><b>Windows smaller than 32 KiB are honoured although the JDK cannot set them.</b> A message is compressed in
 * pieces by a deflater that is reset before each and then shown the end of the piece before as its dictionary.
 * Dictionary and piece together are as large as the window, so no distance can be larger, and that holds for any zlib
 * the JDK may run on. 64 KiB of JSON, at level 1:
 *
 * <pre>
 * window bits                 9      10     11     12     13     14     15
 * pieces, nothing shown      43 %   34 %   29 %   27 %   26 %   25 %
 * pieces, a quarter shown    33 %   29 %   26 %   25 %   25 %   25 %   24 % (in one)
 * pieces, a half shown       36 %   31 %   27 %   26 %   25 %   24 %
 * a quarter, ms             1.5    1.0    0.7    0.6    0.5    0.4    0.4
 * </pre>
 *
 * <p><b>Rejected.</b>
 *
 * <ul>
 *   <li>Declining such offers, or accepting them and sending everything uncompressed: that loses most of the gain.
 *   <li>Accepting and ignoring the window, as some servers do: the client's inflater fails on the first distance that
 *       is too far.
 *   <li>Huffman codes alone, without distances: 61 % on the same JSON.
 *   <li>One zlib object per connection and direction: see above; 10,000 connections would hold 3 GB.
 *   <li>Asking a client not to use context takeover, which a server may (RFC 7692 7.1.1.2) and which would leave no
 *       window to keep: Netty and everything built on it then refuse the connection, unless they offered it; Jetty and
 *       Tornado agree, and go on referring back.
 *   <li>Inflating each frame as it arrives: a bad stream would be noticed earlier, but a peer that begins messages and
 *       never ends them would hold an inflater and its output, not just the bytes it sent.
 *   <li>Inflating into one array that doubles: on its way to the limit it allocates twice as much.
 * </ul>
 */
@NullMarked
package dev.weft.engine.deflate;

import org.jspecify.annotations.NullMarked;
