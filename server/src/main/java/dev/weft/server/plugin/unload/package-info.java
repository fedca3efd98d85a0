/**
 * What a plugin leaves behind when it has ended, and whether its classes are gone.
 *
 * <p>{@link dev.weft.server.plugin.unload.JdkRegistrations} takes off what a plugin has left with the JDK, and {@link
 * dev.weft.server.plugin.unload.UnloadMonitor} detects class-loader leaks: it warns if a plugin's loader is still reachable
 * a minute after its end, and names what may hold it. It knows no plugin, only class loaders.
 */
@NullMarked
package dev.weft.server.plugin.unload;

import org.jspecify.annotations.NullMarked;
