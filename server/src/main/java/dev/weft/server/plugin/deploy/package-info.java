/**
 * From a plugin in the inventory to handlers that run, and to their end.
 *
 * <p>A platform thread ({@link dev.weft.server.plugin.deploy.PluginWatcher}) keeps the inventory up to date; the {@link
 * dev.weft.server.plugin.deploy.Deployer} makes what runs agree with it. A new generation is started first and then takes
 * its {@link dev.weft.server.plugin.deploy.HandlerSlot}, which is one write; the old one is brought to its end by its
 * {@link dev.weft.server.plugin.deploy.Retirement}. A connection pins the generation it was opened with, and moves its pin
 * between two messages.
 *
 * <p>Only for a chosen handler the constructor and {@code start} are called ({@link
 * dev.weft.server.plugin.deploy.HandlerLifecycle}), on a thread with a time limit; what goes wrong there makes it FAILED,
 * and nothing else stops. It never sees a frame or a socket.
 *
 * <p><b>For {@code main}.</b> {@code URLConnection.setDefaultUseCaches("jar", false)} must run before any plugin is
 * loaded: a resource that is read through a URL otherwise keeps its JAR open, and visible to later loaders, after the
 * loader was closed.
 */
@NullMarked
package dev.weft.server.plugin.deploy;

import org.jspecify.annotations.NullMarked;
