package dev.weft.server.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the server's TLS certificate and keys lie, all in PEM.
 *
 * @param certificate the server's certificate, followed by those that vouch for it
 * @param key the private key of that certificate
 * @param keyPassword a file whose first line is the key's password
 * @param clientCa certificates one of which must vouch for every client; without it clients need none
 */
public record Tls(Path certificate, Path key, Optional<Path> keyPassword, Optional<Path> clientCa) {}
