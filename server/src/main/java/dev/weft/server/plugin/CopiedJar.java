package dev.weft.server.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private copy of a JAR, which nobody overwrites while a loader has it open.
 *
 * @param original the file in the plugins folder
 * @param copy the copy, named after its content
 * @param sha256 digest of the content, in hexadecimal: the plugin's identity, where a time stamp is none
 * @param generation how often a file of this name has been copied, from 1
 */
public record CopiedJar(Path original, Path copy, String sha256, int generation) {

    private static final Logger LOG = LoggerFactory.getLogger(CopiedJar.class);

    /** Whether the copy is still there. */
    public boolean exists() {
        return Files.exists(copy);
    }

    /** Deletes the copy once no loader has it open; one that is still open somewhere waits for the next server's sweep. */
    public void delete() {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            LOG.debug("{} stays behind: {}", copy, e.toString());
        }
    }
}
