package dev.weft.server.tls;

import dev.weft.server.config.Tls;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells whether files have changed, by their content. Time and size are not enough, because some tools keep both; and
 * the files are short.
 *
 * @param digests one for each file, or why it cannot be read
 */
record FileDigest(List<String> digests) {

    static FileDigest of(Tls files) {
        return new FileDigest(Stream.of(
                        Optional.of(files.certificate()),
                        Optional.of(files.key()),
                        files.keyPassword(),
                        files.clientCa())
                .flatMap(Optional::stream)
                .map(FileDigest::digest)
                .toList());
    }

    private static String digest(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(PemFile.bytes(file)));
        } catch (TlsFileException unreadable) {
            return unreadable.reason();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
