package dev.weft.server.plugin.inspect;

/**
 * How large a plugin may be: a bound on what checking one costs, against a JAR that unpacks without end.
 *
 * @param fileSize bytes of the JAR
 * @param entries files and folders in it
 * @param unpackedSize bytes of all its files, unpacked
 * @param classSize bytes of one class file or the service file, which are held in memory to be checked
 */
public record JarLimits(long fileSize, int entries, long unpackedSize, int classSize) {

    /**
     * Far above any real plugin (json-command with its bundled Jackson is 3 MB in 1,000 entries), and still read within
     * seconds. A method of a class file ends at 64 KiB, so 16 MiB is no class a compiler makes.
     */
    public static final JarLimits DEFAULT = new JarLimits(256L << 20, 50_000, 1L << 30, 16 << 20);
}
