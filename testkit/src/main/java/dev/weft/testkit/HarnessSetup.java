package dev.weft.testkit;

import dev.weft.server.plugin.LooseHandler;
import dev.weft.spi.Handler;
import dev.weft.spi.MessageHandler;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a handler is to be started with. */
public final class HarnessSetup {

    /** For a handler without a name of its own, such as a lambda. */
    private static final String NAMELESS = "handler";

    private final MessageHandler handler;
    private final FakeOperator operator;
    private final Scene scene = new Scene();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private String id;

    HarnessSetup(MessageHandler handler) {
        this.handler = handler;
        this.operator = new FakeOperator(scene);
        this.id = idOf(handler.getClass());
    }

    private static String idOf(Class<?> type) {
        return LooseHandler.idOf(type).orElseGet(() -> {
            if (type.isAnnotationPresent(Handler.class)) {
                throw new IllegalArgumentException(
                        "the id of " + type.getName() + " is none: 1 to 64 of a-z, 0-9 and -");
            }
            return NAMELESS;
        });
    }

    /** Calls it by another id than its annotation's or its class's. */
    public HarnessSetup id(String newId) {
        id = newId;
        return this;
    }

    /** Gives it a setting, as {@code --set ID.KEY=VALUE} does. */
    public HarnessSetup setting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Gives it settings. */
    public HarnessSetup settings(Map<String, String> more) {
        settings.putAll(more);
        return this;
    }

    /** The operator that it will meet; who is to have left before the start leaves here. */
    public FakeOperator operator() {
        return operator;
    }

    /**
     * Starts it.
     *
     * @throws HandlerNotStarted if it does not start; the message is what an operator would read
     */
    public HandlerHarness start() {
        return new HandlerHarness(this);
    }

    MessageHandler handler() {
        return handler;
    }

    Scene scene() {
        return scene;
    }

    String id() {
        return id;
    }

    Map<String, String> settings() {
        return Map.copyOf(settings);
    }
}
