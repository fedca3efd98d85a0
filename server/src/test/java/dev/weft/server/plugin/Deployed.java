package dev.weft.server.plugin;

import dev.weft.server.config.OnReplace;
import dev.weft.spi.MessageHandler;
import java.nio.file.Path;
import java.util.List;

/** Deploys a handler of a test without a JAR. */
public final class Deployed {

    private Deployed() {}

    /** An active generation round a handler, in a place of its own. */
    public static Generation handler(String id, MessageHandler handler) {
        return inPlace(new HandlerSlot(OnReplace.HANDOVER), id, handler);
    }

    /** An active generation that takes the place of another, whose sessions may move. */
    public static Generation after(Generation old, MessageHandler handler) {
        Generation fresh = inPlace(old.slot(), old.id(), handler);
        old.retire();
        return fresh;
    }

    private static Generation inPlace(HandlerSlot slot, String id, MessageHandler handler) {
        CopiedJar jar = new CopiedJar(Path.of(id + ".jar"), Path.of(id + ".jar"), "0000", 1);
        HandlerDescriptor descriptor = new HandlerDescriptor(handler.getClass().getName(), id, "", List.of());
        PluginDescriptor plugin = new PluginDescriptor(jar, "1", List.of(descriptor), List.of(), List.of(), false);
        Generation generation = new Generation(plugin, descriptor, slot, Deployed.class.getClassLoader());
        generation.started(handler);
        slot.put(generation);
        return generation;
    }
}
