/**
 * The words that all packages below this one share: what a plugin and its handlers are ({@link
 * dev.weft.server.plugin.PluginDescriptor}), why one is rejected ({@link
 * dev.weft.server.plugin.PluginRejectedException}), and what people are told of it ({@link
 * dev.weft.server.plugin.PluginReport}).
 *
 * <p>The way of a JAR leads through the packages below: {@code source} finds and copies it, {@code inspect} checks it
 * without running its code, {@code deploy} runs its handlers, and {@code unload} watches that its classes go. Imports lead
 * the other way, {@code deploy} to {@code source} to {@code inspect}, and all may import this package, which imports none
 * of them. A JAR that fails any check is REJECTED with one plain line: the first reason, and the number of others.
 *
 * <p>Nothing below sees a frame, a socket or a setting.
 *
 * <p><b>Decision.</b> No {@link java.lang.Throwable} of a plugin is kept: it would hold the plugin's classes. It is made
 * text at once ({@link dev.weft.server.plugin.FaultText}).
 */
@NullMarked
package dev.weft.server.plugin;

import org.jspecify.annotations.NullMarked;
