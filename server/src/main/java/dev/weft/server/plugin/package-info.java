/**
 * From a file in a plugins folder to a handler that runs.
 *
 * <p>A JAR passes six checks, and is REJECTED with one plain line, the first reason and the number of others: it is
 * copied under a name of its own ({@link dev.weft.server.plugin.PluginFolder}), it is on the folder's list and from the
 * pinned signer, where there are such, every byte of the copy is read, its class files are checked against this JVM,
 * this SPI and each other, its service file is resolved, and its ids must be free. None of these runs the plugin's code. Only for a
 * chosen handler follow the constructor and {@code start} ({@link dev.weft.server.plugin.HandlerRegistry}); what goes
 * wrong there makes it FAILED, and nothing else stops.
 *
 * <p>The only package that makes a class loader, asks {@link java.util.ServiceLoader} or sets a thread's context class
 * loader. It never sees a frame, a socket or a setting.
 *
 * <p><b>Decisions.</b>
 *
 * <ul>
 *   <li>A plugin is never loaded from the folder it lies in: overwriting an open JAR breaks the classes that are not
 *       loaded yet. The private copy is named after its content.
 *   <li>The parent of every plugin's loader shows the JDK and {@code dev.weft.spi}, nothing else, so that a plugin's
 *       libraries cannot collide with the server's. Rejected: child-first loading, which hides a collision instead.
 *   <li>No {@link java.lang.Throwable} of a plugin is kept: it would hold the plugin's classes. It is made text at once.
 *   <li>Inspecting and deploying use two loaders, one after the other: a descriptor keeps strings alone.
 * </ul>
 *
 * <p><b>For {@code main}.</b> {@code URLConnection.setDefaultUseCaches("jar", false)} must run before any plugin is
 * loaded: a resource that is read through a URL otherwise keeps its JAR open, and visible to later loaders, after the
 * loader was closed.
 *
 * <p><b>While the server runs.</b> A platform thread ({@link dev.weft.server.plugin.PluginWatcher}) keeps the
 * {@link dev.weft.server.plugin.PluginInventory}; the {@link dev.weft.server.plugin.Deployer} makes what runs agree with it. A new
 * generation is started first and then takes its {@link dev.weft.server.plugin.HandlerSlot}, which is one write; the old one is
 * brought to its end by its {@link dev.weft.server.plugin.Retirement}. A connection pins the generation it was opened with,
 * and moves its pin between two messages; {@link dev.weft.server.plugin.UnloadMonitor} proves that the classes of ended generations are unloaded.
 */
@NullMarked
package dev.weft.server.plugin;

import org.jspecify.annotations.NullMarked;
