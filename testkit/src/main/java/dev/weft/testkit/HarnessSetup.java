package dev.weft.testkit;

import dev.weft.server.config.OnReplace;
import dev.weft.server.plugin.deploy.ReplacementPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a handler is to be started. */
public final class HarnessSetup {

    private final Origin origin;
    private final FakeOperator operator;
    private final Scene scene = new Scene();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, String> topics = new LinkedHashMap<>();
    private String id;
    private Duration drain = ReplacementPolicy.DEFAULT.drain();

    HarnessSetup(Origin origin) {
        this.origin = origin;
        this.operator = new FakeOperator(scene);
        this.id = origin.id();
    }

    /**
     * Gives the handler another id than its annotation's or its class's; for a JAR with several handlers, selects one
     * by its id.
     */
    public HarnessSetup id(String newId) {
        id = newId;
        return this;
    }

    /** Adds a setting, as {@code --set ID.KEY=VALUE} does. */
    public HarnessSetup setting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Adds settings. */
    public HarnessSetup settings(Map<String, String> more) {
        settings.putAll(more);
        return this;
    }

    /**
     * The operator that the handler will see; for one that is absent from the start, call {@link FakeOperator#leaves}
     * on it now.
     */
    public FakeOperator operator() {
        return operator;
    }

    /**
     * How long a session that is not handed over may go on with the replaced generation, as {@code --drain-timeout} says; 30
     * s by default, and 1 s at least. This time is the machine's: {@link HandlerHarness#advance} does not move it.
     */
    public HarnessSetup drainTimeout(Duration timeout) {
        drain = timeout;
        return this;
    }

    /**
     * Sets what the operator allows topics to keep, as {@code --history-size} and its like do: {@code
     * topics("history-size", "16")}.
     *
     * @param key the name of one of the settings for topics, without the dashes
     */
    public HarnessSetup topics(String key, String value) {
        topics.put(key, value);
        return this;
    }

    /**
     * Starts the handler.
     *
     * @throws HandlerNotStarted if the handler does not start; the message is what an operator would read
     */
    public HandlerHarness start() {
        return new HandlerHarness(this);
    }

    Origin origin() {
        return origin;
    }

    Scene scene() {
        return scene;
    }

    ReplacementPolicy policy() {
        return new ReplacementPolicy(OnReplace.HANDOVER, drain, ReplacementPolicy.CALL_LIMIT);
    }

    String id() {
        return id;
    }

    Map<String, String> serverSettings() {
        return Map.copyOf(topics);
    }

    Map<String, String> settings() {
        return Map.copyOf(settings);
    }
}
