package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.weft.engine.handshake.OriginPolicy.OwnHost;
import dev.weft.server.connection.Routes.Route;
import dev.weft.server.plugin.deploy.Deployed;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.spi.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

    private final Map<String, Generation> handlers = new HashMap<>();
    private final Routes routes =
            new Routes("first", id -> Optional.ofNullable(handlers.get(id)), OwnHost.ANY, List.of());

    @BeforeEach
    void deploy() {
        handlers.put("first", Deployed.handler("first", Session::send));
        handlers.put("second", Deployed.handler("second", Session::send));
    }

    private Route route(String path) {
        return routes.find(path).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"/ws/second, second", "/ws/first, first", "/, first", "/chat, first", "/ws, first", "/second, first"})
    void leadEachPathToItsHandlerAndEveryOtherToTheFirst(String path, String id) {
        assertEquals(id, route(path).generation().id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/", "/ws/third", "/ws/second/", "/ws/SECOND", "/ws/*"})
    void leadNowhereBelowWsWithoutAChosenHandler(String path) {
        handlers.put("*", Deployed.handler("first", Session::send));

        assertEquals(Optional.empty(), routes.find(path));
    }

    @Test
    void areMadeOnceForEachGeneration() {
        Route before = route("/ws/second");
        assertSame(before, route("/ws/second"));

        handlers.put("second", Deployed.after(before.generation(), Session::send));

        Route after = route("/ws/second");
        assertNotSame(before, after);
        assertEquals(2, after.generation().number());
    }

    @Test
    void haveAPolicyForEachScheme() {
        Route route = route("/");

        assertSame(route.secure(), route.policy("https"));
        assertSame(route.plain(), route.policy("http"));
        assertNotSame(route.plain(), route.secure());
    }
}
