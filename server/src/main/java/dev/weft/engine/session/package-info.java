/**
 * The entry point of the engine: bytes of one open connection in, values out.
 *
 * <p>{@link dev.weft.engine.session.ServerProtocol} says where the next bytes belong, takes them, and answers with one
 * sealed {@link dev.weft.engine.session.Event} after the other. It never throws for anything a peer does, never blocks,
 * and knows neither sockets nor clocks; {@link dev.weft.engine.session.CloseSearch} finds the Close of a peer that was
 * refused; {@link dev.weft.engine.session.CloseState} is the closing handshake as a value.
 *
 * <p><b>Rejected.</b> Callbacks into the server: values can be looked at, compared in a test and kept for later, and the
 * caller decides when the next one is made.
 */
@NullMarked
package dev.weft.engine.session;

import org.jspecify.annotations.NullMarked;
