package dev.weft.plugin.channels;

import dev.weft.spi.Topic;
import dev.weft.spi.Topics;

/** The kinds of topics, by the names that the operator gives them. */
enum Kind {
    LIVE,
    KEPT,
    LATEST;

    Topic topic(Topics topics, String name) {
        return switch (this) {
            case LIVE -> topics.live(name);
            case KEPT -> topics.kept(name);
            case LATEST -> topics.latest(name);
        };
    }
}
