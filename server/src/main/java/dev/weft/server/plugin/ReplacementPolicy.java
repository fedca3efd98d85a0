package dev.weft.server.plugin;

import dev.weft.server.config.OnReplace;
import java.time.Duration;

/**
 * How one generation gives way to the next.
 *
 * @param onReplace what becomes of its sessions
 * @param drain how long they have to come to an end, if they have to
 * @param callLimit what a constructor with its {@code start}, and a {@code stop}, may take
 */
public record ReplacementPolicy(OnReplace onReplace, Duration drain, Duration callLimit) {

    /** What {@link dev.weft.spi.MessageHandler#start} and {@code stop} promise their author. */
    public static final Duration CALL_LIMIT = Duration.ofSeconds(10);

    /** Sessions move; those that cannot have half a minute. */
    public static final ReplacementPolicy DEFAULT =
            new ReplacementPolicy(OnReplace.HANDOVER, Duration.ofSeconds(30), CALL_LIMIT);
}
