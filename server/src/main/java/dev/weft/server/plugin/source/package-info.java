/**
 * The plugin folders: which files lie there, which of them may be used, and a private copy of each.
 *
 * <p>A file counts when it holds still. It is copied under a name of its own ({@link
 * dev.weft.server.plugin.source.PluginFolder}), must be on the folder's list and from the pinned signer, where there are
 * such, and is then inspected. {@link dev.weft.server.plugin.source.PluginInventory} remembers what came of it. No plugin's
 * code runs here, and nothing is deployed.
 *
 * <p><b>Decision.</b> A plugin is never loaded from the folder it lies in: overwriting an open JAR breaks the classes that
 * are not loaded yet. The private copy is named after its content.
 */
@NullMarked
package dev.weft.server.plugin.source;

import org.jspecify.annotations.NullMarked;
