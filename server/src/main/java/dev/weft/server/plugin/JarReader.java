package dev.weft.server.plugin;

import dev.weft.spi.MessageHandler;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/**
 * Reads every byte of a JAR once. A JAR that opens may still be cut or mixed from two versions: the class loader would
 * then find nothing and say nothing.
 */
final class JarReader {

    private static final String CLASS = ".class";
    private static final String MODULE_DESCRIPTOR = "module-info.class";
    private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/(\\d{1,4})/(.*)");
    private static final int BUFFER_SIZE = 64 * 1024;

    private final JarFile jar;
    private final JarLimits limits;
    private final LinkCheck links = new LinkCheck(Runtime.version().feature());
    private final JarClasses classes = new JarClasses();
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private long unpacked;
    private ServiceFile services = ServiceFile.NONE;
    private List<String> provided = List.of();
    private final List<String> damages = new ArrayList<>();

    private JarReader(JarFile jar, JarLimits limits) {
        this.jar = jar;
        this.limits = limits;
    }

    /**
     * Reads a JAR that nobody changes meanwhile.
     *
     * @throws PluginRejectedException if it is none, or more than the limits permit; a damaged entry is in the contents
     */
    static JarContents read(Path file, JarLimits limits) throws PluginRejectedException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return new JarReader(jar, limits).readAll();
        } catch (ZipException e) {
            throw new PluginRejectedException(
                    "not a JAR, or not a complete one: " + FaultText.oneLine(String.valueOf(e.getMessage())));
        } catch (FileNotFoundException | FileSystemException e) {
            // The copy was there a moment ago; no descriptor is left, say.
            throw PluginRejectedException.forNow("its copy cannot be opened: " + FaultText.of(e));
        } catch (IOException | IllegalArgumentException | SecurityException e) {
            // ZipFile reports a broken index with each of these as well.
            throw new PluginRejectedException("not a JAR, or not a complete one: " + FaultText.of(e));
        }
    }

    private JarContents readAll() throws PluginRejectedException, IOException {
        if (jar.size() > limits.entries()) {
            throw new PluginRejectedException("it has " + jar.size() + " entries, more than " + limits.entries());
        }
        Manifest manifest = manifest();
        for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
            JarEntry entry = entries.nextElement();
            if (!entry.isDirectory()) {
                readEntry(entry);
            }
        }
        return new JarContents(manifest, services, provided, links, classes, damages);
    }

    private Manifest manifest() {
        try {
            Manifest manifest = jar.getManifest();
            return manifest == null ? new Manifest() : manifest;
        } catch (IOException | IllegalArgumentException | SecurityException e) {
            damages.add("META-INF/MANIFEST.MF cannot be read: " + FaultText.of(e));
            return new Manifest();
        }
    }

    private void readEntry(JarEntry entry) throws PluginRejectedException {
        String name = entry.getName();
        try {
            if (name.equals(ServiceFile.NAME)) {
                services = ServiceFile.parse(readToMemory(entry));
            } else if (name.equals(MODULE_DESCRIPTOR)) {
                provided = providedBy(readToMemory(entry));
            } else if (name.endsWith(CLASS) && isLoadable(name)) {
                readClass(name.substring(0, name.length() - CLASS.length()), readToMemory(entry));
            } else {
                readTo(OutputStream.nullOutputStream(), entry, limits.unpackedSize());
            }
        } catch (IOException | SecurityException | IllegalArgumentException e) {
            damages.add("entry " + FaultText.oneLine(name) + " is corrupt: " + FaultText.of(e));
        }
    }

    private void readClass(String name, byte[] file) throws IOException {
        Matcher versioned = VERSIONED.matcher(name);
        boolean isVersioned = versioned.matches();
        String place = isVersioned ? versioned.group(2) : name;
        int release = isVersioned ? Integer.parseInt(versioned.group(1)) : 0;
        links.check(file).ifPresent(read -> classes.add(place, release, read));
    }

    private static List<String> providedBy(byte[] descriptor) {
        try {
            return ModuleDescriptor.read(ByteBuffer.wrap(descriptor)).provides().stream()
                    .filter(each -> each.service().equals(MessageHandler.class.getName()))
                    .flatMap(each -> each.providers().stream())
                    .toList();
        } catch (InvalidModuleDescriptorException | BufferUnderflowException unread) {
            // A class path has no use for it, whatever it says.
            return List.of();
        }
    }

    private byte[] readToMemory(JarEntry entry) throws PluginRejectedException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        readTo(bytes, entry, limits.classSize());
        return bytes.toByteArray();
    }

    private void readTo(OutputStream out, JarEntry entry, long maxSize) throws PluginRejectedException, IOException {
        CRC32 crc = new CRC32();
        long size = 0;
        try (InputStream in = jar.getInputStream(entry)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
                unpacked += n;
                if (size > maxSize || unpacked > limits.unpackedSize()) {
                    throw new PluginRejectedException(
                            "entry " + FaultText.oneLine(entry.getName()) + " unpacks to too many bytes");
                }
                crc.update(buffer, 0, n);
                out.write(buffer, 0, n);
            }
        }
        // JarFile reads the length and the checksum from the index, and compares neither.
        if (size != entry.getSize() || crc.getValue() != entry.getCrc()) {
            throw new IOException("its checksum differs");
        }
    }

    /** Whether this JVM would load the class: not a module descriptor, and not a version for a later Java. */
    private boolean isLoadable(String name) {
        Matcher versioned = VERSIONED.matcher(name);
        if (versioned.matches()) {
            int release = Integer.parseInt(versioned.group(1));
            return jar.isMultiRelease() && release <= Runtime.version().feature() && !name.endsWith(MODULE_DESCRIPTOR);
        }
        return true;
    }
}
