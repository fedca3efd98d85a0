package dev.weft.server.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a file into its PEM blocks (RFC 7468). The text between them is ignored. */
final class PemFile {

    /**
     * Why 1 MiB? All the certificate authorities that a system trusts take a quarter of that; a longer file is
     * something else.
     */
    static final int MOST_BYTES = 1024 * 1024;

    private static final String BEGIN = "-----BEGIN ";

    private static final Pattern BLOCK =
            Pattern.compile(BEGIN + "([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /** RFC 1421 4.6: header fields, and an empty line after them. */
    private static final Pattern HEADERS =
            Pattern.compile("\\s*((?:[A-Za-z0-9-]+:[^\\n]*\\n)+)\\s*\\n(.*)", Pattern.DOTALL);

    private PemFile() {}

    static List<PemBlock> read(Path file) throws TlsFileException {
        String text = new String(bytes(file), StandardCharsets.ISO_8859_1);
        List<PemBlock> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        int end = 0;
        while (matcher.find()) {
            blocks.add(block(file, matcher.group(1), matcher.group(2)));
            end = matcher.end();
        }
        if (text.indexOf(BEGIN, end) >= 0) {
            throw new TlsFileException(file, "its last PEM block has no end");
        }
        return blocks;
    }

    /** The bytes of a file, unless there are too many. */
    static byte[] bytes(Path file) throws TlsFileException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new TlsFileException(file, "longer than 1 MiB");
            }
            return bytes;
        } catch (TlsFileException tooLong) {
            throw tooLong;
        } catch (IOException unreadable) {
            throw TlsFileException.unreadable(file, unreadable);
        }
    }

    private static PemBlock block(Path file, String label, String content) throws TlsFileException {
        Matcher withHeaders = HEADERS.matcher(content);
        boolean hasHeaders = withHeaders.matches();
        String headers = hasHeaders ? withHeaders.group(1) : "";
        String base64 = hasHeaders ? withHeaders.group(2) : content;
        try {
            return new PemBlock(label, headers, Base64.getDecoder().decode(base64.replaceAll("\\s", "")));
        } catch (IllegalArgumentException noBase64) {
            throw new TlsFileException(file, "its " + label + " is not Base64");
        }
    }
}
