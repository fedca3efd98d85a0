/**
 * The contract between the server and a plugin.
 *
 * <p><b>Terms.</b> A <i>plugin</i> is a JAR. A <i>handler</i> is the {@link dev.weft.spi.MessageHandler} in it. A
 * <i>session</i> is a handler's view of one client; the server's <i>connection</i> behind it is a socket and a virtual
 * thread.
 *
 * <p><b>Writing a handler.</b> Implement {@link dev.weft.spi.MessageHandler}, annotate it with {@link
 * dev.weft.spi.Handler}, and name the class in {@code META-INF/services/dev.weft.spi.MessageHandler}:
 *
 * <pre>{@code
 * @Handler("greeter")
 * public final class Greeter implements MessageHandler {
 *     @Override
 *     public void onMessage(Session session, Message message) {
 *         if (message instanceof Message.Text text) {
 *             session.send("Hello, " + text.text());
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p><b>Threads.</b> The callbacks of one session never overlap and run on that connection's own virtual thread, in the
 * order {@code onOpen}, {@code onMessage}*, {@code onClose}; each happens-before the next. Sessions run in parallel on
 * the one instance, so a handler's fields are shared: keep what belongs to one client in {@link
 * dev.weft.spi.Session#attach}. Blocking in a callback is the normal style; meanwhile the server answers pings and a
 * Close for that session, and queues a small number of its messages. Once that queue is full, the server reads on only
 * as the handler takes messages, and the client's pings wait behind them; closing the session never has to wait.
 *
 * <p><b>Delivery.</b> Messages are delivered whole, in order, at most once and without silent gaps. A graceful stop
 * flushes what {@code send} accepted and then sends Close 1001, or 1012 if the operator spreads it over a time.
 *
 * <p><b>Evolution.</b> Types a plugin implements ({@link dev.weft.spi.MessageHandler}) gain default methods only; types
 * the server implements may gain methods; the kinds of {@link dev.weft.spi.Message} are frozen, because RFC 6455 has
 * two.
 *
 * <p><b>Rejected.</b> A factory interface: {@code ServiceLoader.Provider} already is one. One instance per connection:
 * {@code attach} costs nothing and makes {@code start} and {@code stop} unambiguous. Streams of fragments: the server
 * reassembles and limits before a plugin sees a byte.
 */
@NullMarked
package dev.weft.spi;

import org.jspecify.annotations.NullMarked;
