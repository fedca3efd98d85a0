package dev.weft.server.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Copies a file and digests what it copied: what is loaded later is what was digested, whatever happens to the file. */
final class JarCopy {

    private static final int BUFFER_SIZE = 64 * 1024;

    /** Why 12? 48 bits tell the contents of one file name apart, and a log line stays readable. */
    private static final int SHA_PREFIX = 12;

    /** Why 40? Long enough to know a plugin by; a file name must stay under 255 bytes with the rest. */
    private static final int STEM_LENGTH = 40;

    private JarCopy() {}

    /** Copies at most the permitted bytes and returns their SHA-256 in hexadecimal. */
    static String copy(Path from, Path to, JarLimits limits) throws PluginRejectedException, IOException {
        MessageDigest sha256 = sha256();
        try (InputStream in = open(from);
                OutputStream out = new DigestOutputStream(Files.newOutputStream(to), sha256)) {
            byte[] buffer = new byte[BUFFER_SIZE];
            long size = 0;
            for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
                size += n;
                if (size > limits.fileSize()) {
                    throw new PluginRejectedException("it is larger than " + limits.fileSize() + " bytes");
                }
                out.write(buffer, 0, n);
            }
            if (size == 0) {
                throw new PluginRejectedException("not a JAR: it is empty");
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** The name of a private copy: {@code <stem>-<sha256 prefix>-<generation>.jar}. */
    static String name(Path jar, String sha256, int generation) {
        return stem(jar) + "-" + sha256.substring(0, SHA_PREFIX) + "-" + generation + ".jar";
    }

    /** The file name without its ending, in characters that a URL takes as they are. */
    static String stem(Path jar) {
        String stem = String.valueOf(jar.getFileName()).replaceFirst("\\.jar$", "");
        String safe = stem.replaceAll("[^A-Za-z0-9._-]", "_");
        return safe.substring(0, Math.min(safe.length(), STEM_LENGTH));
    }

    private static InputStream open(Path from) throws PluginRejectedException {
        try {
            return Files.newInputStream(from);
        } catch (IOException e) {
            throw PluginRejectedException.forNow("it cannot be read: " + FaultText.of(e));
        }
    }

    private static int read(InputStream in, byte[] buffer) throws PluginRejectedException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            // Not to be taken for a work folder that is full.
            throw PluginRejectedException.forNow("it cannot be read: " + FaultText.of(e));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            // "Every implementation of the Java platform is required to support ... SHA-256" (MessageDigest).
            throw new IllegalStateException(e);
        }
    }
}
