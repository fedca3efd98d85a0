package dev.weft.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipFile;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import jdk.security.jarsigner.JarSigner;
import org.jspecify.annotations.Nullable;

/** Certificates made for one test run by the JDK's own keytool, kept in a folder, and written out as PEM. */
public final class Certificates {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path folder;
    private final Path store;

    /** Makes a certificate authority called {@code ca}. */
    public Certificates(Path folder) throws Exception {
        this.folder = folder;
        this.store = folder.resolve("store.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "ca",
                "-dname",
                "CN=Test CA",
                "-ext",
                "bc:c",
                "-keyalg",
                "EC",
                "-validity",
                "30");
    }

    /** A certificate of that authority for this machine, valid for 30 days. */
    public Certificates issue(String alias, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + alias));
        all.addAll(List.of("-signer", "ca", "-ext", "san=dns:localhost,ip:127.0.0.1", "-validity", "30"));
        all.addAll(options.length == 0 ? List.of("-keyalg", "EC") : List.of(options));
        keytool(all.toArray(String[]::new));
        return this;
    }

    /** Writes the certificate, and the authority's, as a file. */
    public Path certificate(String alias, String file) throws Exception {
        StringBuilder pem = new StringBuilder();
        for (Certificate certificate : load().getCertificateChain(alias)) {
            pem.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return Files.writeString(folder.resolve(file), pem);
    }

    /** Writes the private key as a file. */
    public Path key(String alias, String file) throws Exception {
        return Files.writeString(
                folder.resolve(file), pem("PRIVATE KEY", privateKey(alias).getEncoded()));
    }

    /** What a client needs that trusts the authority and shows nothing. */
    public SSLContext client() throws Exception {
        return context(null);
    }

    /** What a client needs that trusts the authority and shows this certificate. */
    public SSLContext client(String alias) throws Exception {
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, PASSWORD);
        one.setKeyEntry(alias, privateKey(alias), PASSWORD, load().getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(one, PASSWORD);
        return context(keys);
    }

    /** A block of a PEM file. */
    public static String pem(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    /** Signs a JAR, in place. */
    public Path sign(Path jar, String alias) throws Exception {
        KeyStore.Entry entry = load().getEntry(alias, new KeyStore.PasswordProtection(PASSWORD));
        JarSigner signer = new JarSigner.Builder((KeyStore.PrivateKeyEntry) entry)
                .signerName(alias)
                .build();
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        try (ZipFile unsigned = new ZipFile(jar.toFile())) {
            signer.sign(unsigned, signed);
        }
        return Files.write(jar, signed.toByteArray());
    }

    private SSLContext context(@Nullable KeyManagerFactory keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("ca", load().getCertificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private Key privateKey(String alias) throws GeneralSecurityException, IOException {
        return load().getKey(alias, PASSWORD);
    }

    private KeyStore load() throws GeneralSecurityException, IOException {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            loaded.load(in, PASSWORD);
        }
        return loaded;
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1");
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", new String(PASSWORD)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + output);
        }
    }
}
