package dev.weft.server.plugin;

import java.security.CodeSigner;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a signed JAR that no signature can cover, because it is made of them: the manifest, the signature files
 * and their blocks. Their names alone do not say so: an entry {@code META-INF/DATA.EC} that belongs to no signature is
 * content that nobody has signed.
 */
final class SignatureFiles {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    /** The JAR file specification, "Signed JAR File"; the JDK compares these names without regard to case. */
    private static final Pattern PART = Pattern.compile("META-INF/([^/]*)\\.(SF|DSA|RSA|EC)");

    /** Names without extension of the signature files, and of the blocks: one block is one signature. */
    private final Set<String> files = new TreeSet<>();

    private final Map<String, String> blocks = new TreeMap<>();

    private final Set<CodeSigner> signers = new HashSet<>();

    /**
     * Notes an entry if it is one of these. {@code META-INF/SIG-*}, which the specification reserves, is not: the JDK signs
     * no such entry, and verifies none.
     */
    boolean add(String name) {
        String upper = name.toUpperCase(Locale.ENGLISH);
        Matcher part = PART.matcher(upper);
        if (!part.matches()) {
            return upper.equals(MANIFEST);
        }
        if (part.group(2).equals("SF")) {
            files.add(part.group(1));
        } else {
            blocks.put(name, part.group(1));
        }
        return true;
    }

    /** Notes by whom some other entry is signed. */
    void addSigners(CodeSigner @Nullable [] some) {
        if (some != null) {
            signers.addAll(Arrays.asList(some));
        }
    }

    /**
     * Checks, once every entry has been noted, that each of the files is part of a signature.
     *
     * @throws PluginRejectedException with the first that is not
     */
    void check() throws PluginRejectedException {
        for (Map.Entry<String, String> block : blocks.entrySet()) {
            if (!files.contains(block.getValue())) {
                throw unsigned(block.getKey());
            }
        }
        for (String file : files) {
            if (!blocks.containsValue(file)) {
                throw unsigned("META-INF/" + file + ".SF");
            }
        }
        // The JDK ignores a signature that it cannot verify, and does not tell which one.
        if (blocks.size() > signers.size()) {
            throw new PluginRejectedException(
                    "it has " + blocks.size() + " signatures (" + FaultText.oneLine(String.join(", ", blocks.keySet()))
                            + ") and " + signers.size() + " that can be verified: sign it afresh");
        }
    }

    private static PluginRejectedException unsigned(String name) {
        return new PluginRejectedException("entry " + FaultText.oneLine(name)
                + " is not signed and is part of no signature: give it a name that can be signed");
    }
}
