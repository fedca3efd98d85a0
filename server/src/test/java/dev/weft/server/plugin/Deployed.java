package dev.weft.server.plugin;

import dev.weft.spi.MessageHandler;
import java.nio.file.Path;
import java.util.List;

/** Deploys a handler of a test without a JAR. */
public final class Deployed {

    private Deployed() {}

    /** An active generation round a handler. */
    public static Generation handler(String id, MessageHandler handler) {
        CopiedJar jar = new CopiedJar(Path.of(id + ".jar"), Path.of(id + ".jar"), "0000", 1);
        HandlerListing listing = new HandlerListing(handler.getClass().getName(), id, "", List.of());
        PluginListing plugin = new PluginListing(jar, "1", List.of(listing), List.of(), List.of(), false);
        Generation generation = new Generation(plugin, listing, Deployed.class.getClassLoader());
        generation.started(handler);
        return generation;
    }
}
