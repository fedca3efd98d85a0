package dev.weft.server.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of the server's TLS certificates and keys, all in PEM.
 *
 * @param certificate the server's certificate, followed by its intermediate certificates
 * @param key the private key of that certificate
 * @param keyPassword a file whose first line is the key's password
 * @param clientCa CA certificates; every client must present a certificate issued by one of them; if absent, clients
 *     need none
 */
public record Tls(Path certificate, Path key, Optional<Path> keyPassword, Optional<Path> clientCa) {}
