package dev.weft.server.plugin;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.X509Certificate;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Whose signature every entry of a plugin must carry. The certificate itself is what is trusted: nobody vouches for it,
 * and its dates do not matter.
 */
final class PinnedSigner {

    private static final int BUFFER_SIZE = 64 * 1024;

    private final X509Certificate certificate;

    PinnedSigner(X509Certificate certificate) {
        this.certificate = certificate;
    }

    /**
     * Lets a JAR pass of which everything is signed.
     *
     * @throws PluginRejectedException with the first entry that is not, or not by this signer
     */
    void check(Path copy, JarLimits limits) throws PluginRejectedException {
        SignatureFiles signatures = new SignatureFiles();
        try (JarFile jar = new JarFile(copy.toFile(), true)) {
            long left = limits.unpackedSize();
            int entriesLeft = limits.entries();
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); entriesLeft--) {
                JarEntry entry = entries.nextElement();
                left -= readAll(jar, entry, left);
                if (left < 0 || entriesLeft == 0) {
                    throw new PluginRejectedException("it is too large to be checked for its signature");
                }
                if (entry.isDirectory() ? entry.getSize() > 0 : !signatures.add(entry.getName())) {
                    CodeSigner[] signers = entry.getCodeSigners();
                    checkSigners(entry.getName(), signers);
                    signatures.addSigners(signers);
                }
            }
            signatures.check();
        } catch (FileNotFoundException | FileSystemException e) {
            throw PluginRejectedException.forNow("its signature cannot be checked: " + FaultText.of(e));
        } catch (IOException | SecurityException | IllegalArgumentException e) {
            throw new PluginRejectedException("its signature cannot be checked: " + FaultText.of(e));
        }
    }

    /** Reads an entry to its end, without which nothing is known of its signers; its length, or more than is permitted. */
    private static long readAll(JarFile jar, JarEntry entry, long limit) throws IOException {
        byte[] buffer = new byte[BUFFER_SIZE];
        long size = 0;
        try (InputStream in = jar.getInputStream(entry)) {
            for (int n = in.read(buffer); n >= 0 && size <= limit; n = in.read(buffer)) {
                size += n;
            }
        }
        return size;
    }

    private void checkSigners(String name, CodeSigner @Nullable [] signers) throws PluginRejectedException {
        if (signers == null || signers.length == 0) {
            throw new PluginRejectedException(
                    "entry " + FaultText.oneLine(name) + " is not signed, or weakly; sign it as " + subject());
        }
        for (CodeSigner signer : signers) {
            if (signer.getSignerCertPath().getCertificates().getFirst().equals(certificate)) {
                return;
            }
        }
        throw new PluginRejectedException("entry " + FaultText.oneLine(name) + " is signed, but not as " + subject());
    }

    private String subject() {
        return FaultText.oneLine(certificate.getSubjectX500Principal().getName());
    }
}
