/**
 * The entry point of the engine: takes the bytes of one open connection, returns values.
 *
 * <p>{@link dev.weft.engine.session.ServerProtocol} says where to put the next bytes, takes them, and returns one
 * sealed {@link dev.weft.engine.session.Event} after the other. It never throws because of a peer, never blocks, and
 * knows neither sockets nor clocks; {@link dev.weft.engine.session.CloseSearch} finds the Close of a peer whose data
 * was refused; {@link dev.weft.engine.session.CloseState} is the closing handshake as a value.
 *
 * <p><b>Rejected.</b> Callbacks into the server: values can be inspected, compared in a test and kept for later, and
 * the caller decides when the next one is made.
 */
@NullMarked
package dev.weft.engine.session;

import org.jspecify.annotations.NullMarked;
