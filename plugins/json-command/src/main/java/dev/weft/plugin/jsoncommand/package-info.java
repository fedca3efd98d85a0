/**
 * JSON-RPC 2.0 over WebSocket text, and the proof that a plugin carries its own libraries: Jackson is inside this JAR.
 *
 * <p>Bytes become a tree in {@link dev.weft.plugin.jsoncommand.Json}, a tree becomes a call in
 * {@link dev.weft.plugin.jsoncommand.JsonRpc}, and a call runs one of the methods in
 * {@link dev.weft.plugin.jsoncommand.StandardMethods}. Only the handler knows that there are sessions.
 *
 * <p><b>Decisions.</b> Numbers are exact: they are decimal from the text that came to the text that goes. What a client
 * sends is bounded in size, depth, digits and number of requests before anything is computed from it. An answer to
 * malformed JSON, an invalid request or an unknown method is, byte for byte, what the specification's examples show.
 *
 * <p><b>Rejected.</b> Binding requests to Java objects by reflection: a tree is all that is needed, and what cannot be
 * instantiated cannot be attacked. Sorting responses by completion: they keep the order of the requests.
 */
@NullMarked
package dev.weft.plugin.jsoncommand;

import org.jspecify.annotations.NullMarked;
