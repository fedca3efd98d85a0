package dev.weft.server.plugin.inspect;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The classes of a JAR as a class loader of this JVM finds them. */
final class JarClasses {

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** A class file, and the release of Java whose folder it lies in, or 0. */
    private record Entry(int release, ClassFile file) {}

    /**
     * Adds a class. Of those of a multi-release JAR, the one for the latest release counts.
     *
     * @param internalName made of the place in the JAR: whatever the file says, a loader finds it there
     */
    void add(String internalName, int release, ClassFile file) {
        entries.merge(
                internalName, new Entry(release, file), (old, added) -> added.release() >= old.release() ? added : old);
    }

    Optional<ClassFile> find(String internalName) {
        return Optional.ofNullable(entries.get(internalName)).map(Entry::file);
    }

    boolean has(String internalName) {
        return entries.containsKey(internalName);
    }

    Collection<ClassFile> all() {
        return entries.values().stream().map(Entry::file).toList();
    }
}
