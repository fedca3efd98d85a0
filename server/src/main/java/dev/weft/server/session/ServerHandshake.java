package dev.weft.server.session;

import dev.weft.engine.http.HeaderFields;
import dev.weft.spi.Handshake;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client's opening handshake, kept as small as possible: every idle connection has one.
 *
 * @param path as sent
 * @param rawQuery as sent, or null
 * @param fields of the request
 * @param selected the subprotocol, or null
 * @param remoteAddress the peer's
 */
public record ServerHandshake(
        String path,
        @Nullable String rawQuery,
        HeaderFields fields,
        @Nullable String selected,
        InetSocketAddress remoteAddress)
        implements Handshake {

    @Override
    public Optional<String> query() {
        return Optional.ofNullable(rawQuery);
    }

    @Override
    public Optional<String> header(String name) {
        return fields.first(name);
    }

    @Override
    public List<String> headers(String name) {
        return fields.all(name);
    }

    @Override
    public Optional<String> origin() {
        return fields.first("Origin");
    }

    @Override
    public Optional<String> subprotocol() {
        return Optional.ofNullable(selected);
    }
}
