/**
 * What keeps the messages of topics, and will carry them between servers: {@link dev.weft.server.broker.Broker}, and
 * {@link dev.weft.server.broker.MemoryBroker}, which keeps them in this process.
 *
 * <p>A broker gives each stored message a sequence, which orders the messages of a topic for everybody, and a position,
 * which proves later whether everything after it is still there.
 */
@NullMarked
package dev.weft.server.broker;

import org.jspecify.annotations.NullMarked;
