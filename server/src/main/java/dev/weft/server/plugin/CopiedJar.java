package dev.weft.server.plugin;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A private copy of a JAR, which nobody overwrites while a loader has it open.
 *
 * @param original the file in the plugins folder
 * @param copy the copy, named after its content
 * @param sha256 digest of the content, in hexadecimal: the plugin's identity, where a time stamp is none
 * @param generation how often a file of this name has been copied, from 1
 */
record CopiedJar(Path original, Path copy, String sha256, int generation) {

    boolean exists() {
        return Files.exists(copy);
    }

    /** Deletes the copy once no loader has it open; one that is still open somewhere waits for the next server's sweep. */
    void delete() {
        WorkFolder.deleteQuietly(copy);
    }
}
