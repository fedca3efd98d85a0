/**
 * JSON-RPC 2.0 over WebSocket text, and an example of a plugin with its own libraries: Jackson is inside this JAR.
 *
 * <p>Bytes become a tree in {@link dev.weft.plugin.jsoncommand.Json}, a tree becomes a call in
 * {@link dev.weft.plugin.jsoncommand.JsonRpc}, and a call runs one of the methods in
 * {@link dev.weft.plugin.jsoncommand.StandardMethods}. Only the handler knows that there are sessions.
 *
 * <p><b>Decisions.</b> Numbers are exact: they stay decimal from the received text to the text sent. A client's input
 * is bounded in size, depth, digits and number of requests before anything is computed from it. Answers to malformed
 * JSON, an invalid request or an unknown method match the specification's examples byte for byte.
 *
 * <p><b>Rejected.</b> Binding requests to Java objects by reflection: a tree is sufficient, and classes that are never
 * instantiated cannot be attacked. Sorting responses by completion: they keep the order of the requests.
 */
@NullMarked
package dev.weft.plugin.jsoncommand;

import org.jspecify.annotations.NullMarked;
