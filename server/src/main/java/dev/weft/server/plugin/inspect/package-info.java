/**
 * Everything that can be said of a JAR without running its code: every byte is read, its class files are checked against
 * this JVM, this SPI and each other, and its service file is resolved.
 *
 * <p>{@link dev.weft.server.plugin.inspect.PluginInspector} is the entry point; {@link
 * dev.weft.server.plugin.inspect.PluginLoader} makes the class loader that a handler is then made in. This is the only
 * package that makes one or asks {@link java.util.ServiceLoader}. It knows no folder and no thread.
 *
 * <p><b>Decisions.</b>
 *
 * <ul>
 *   <li>The parent of every plugin's loader shows the JDK and {@code dev.weft.spi}, nothing else, so that a plugin's
 *       libraries cannot collide with the server's. Rejected: child-first loading, which hides a collision instead.
 *   <li>Inspecting and deploying use two loaders, one after the other: a descriptor keeps strings alone.
 * </ul>
 */
@NullMarked
package dev.weft.server.plugin.inspect;

import org.jspecify.annotations.NullMarked;
