package dev.weft.it;

import dev.weft.testsupport.Certificates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged server, started as a user starts it, and stopped when the test is over. */
final class WeftProcess implements AutoCloseable {

    /** One deadline for all waits; WEFT_TEST_PATIENCE=3 makes every test three times as patient. */
    static final Duration PATIENCE =
            Duration.ofSeconds(30L * Integer.parseInt(System.getenv().getOrDefault("WEFT_TEST_PATIENCE", "1")));

    private static final Pattern URL = Pattern.compile("https?://(127\\.0\\.0\\.1|localhost):(\\d+)");

    private final Process process;
    private final ConcurrentLinkedQueue<String> output = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CountDownLatch outputEnded = new CountDownLatch(1);

    private WeftProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::readOutput);
    }

    /** Runs {@code weft} with these arguments, and does not wait for anything. */
    static WeftProcess run(String... arguments) throws IOException {
        return run(builder(arguments));
    }

    static WeftProcess run(ProcessBuilder builder) throws IOException {
        return new WeftProcess(builder.redirectErrorStream(true).start());
    }

    /** Runs {@code weft} with a standard error that nobody reads before {@link #readErrors}. */
    static WeftProcess runUnread(ProcessBuilder builder) throws IOException {
        return new WeftProcess(builder.start());
    }

    /** Reads standard error from now on, in addition to standard output. */
    void readErrors() {
        Thread.ofVirtual().start(() -> readOutput(process.errorReader(StandardCharsets.UTF_8)));
    }

    /** Runs {@code weft serve} on a free port, and waits until it listens. */
    static WeftProcess serve(String... arguments) throws Exception {
        return serveAt(0, arguments);
    }

    /** Runs {@code weft serve} on this port, and waits until it listens. */
    static WeftProcess serveAt(int port, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("serve", "--port", Integer.toString(port)));
        all.addAll(List.of(arguments));
        WeftProcess server = run(all.toArray(String[]::new));
        server.awaitListening();
        return server;
    }

    /** Runs an echo over TLS on a free port, with the key and certificate of the alias "server". */
    static WeftProcess echoOverTls(Certificates certificates) throws Exception {
        return serve(
                "--handler",
                "echo",
                "--tls-cert",
                certificates.certificate("server", "server.crt").toString(),
                "--tls-key",
                certificates.key("server", "server.key").toString());
    }

    /** The command line of {@code weft}, with the Java that runs this test. */
    static ProcessBuilder builder(String... arguments) {
        return builderIn(home(), arguments);
    }

    /** The same of another distribution, or of a source checkout. */
    static ProcessBuilder builderIn(Path root, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(root.resolve("bin").resolve("weft").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("weft.java.home", System.getProperty("java.home")));
        builder.environment().keySet().removeIf(name -> name.startsWith("WEFT_") && !name.equals("WEFT_TEST_PATIENCE"));
        return builder;
    }

    /** The exploded distribution. */
    static Path home() {
        String home = System.getProperty("weft.home");
        if (home == null || !Files.isDirectory(Path.of(home))) {
            throw new IllegalStateException("weft.home is no distribution: " + home);
        }
        return Path.of(home);
    }

    /** The one JAR of the distribution with this name, without its version. */
    static Path jar(String folder, String name) throws IOException {
        try (Stream<Path> files = Files.list(home().resolve(folder))) {
            return files.filter(file -> file.getFileName().toString().matches(name + "-\\d.*\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    void awaitListening() throws Exception {
        try {
            port.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception notListening) {
            close();
            throw new AssertionError("the server does not listen:\n" + output(), notListening);
        }
    }

    int port() {
        return port.join();
    }

    URI http(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    URI https(String path) {
        return URI.create("https://localhost:" + port() + path);
    }

    URI wss(String path) {
        return URI.create("wss://localhost:" + port() + path);
    }

    URI ws(String path) {
        return URI.create("ws://127.0.0.1:" + port() + path);
    }

    long pid() {
        return process.pid();
    }

    /** All it printed so far. */
    String output() {
        return String.join("\n", output);
    }

    /** Waits until it printed something that matches. */
    void awaitOutput(String regex) {
        Pattern pattern = Pattern.compile(regex);
        Await.until(
                () -> output.stream().anyMatch(line -> pattern.matcher(line).find()),
                () -> "no line matches " + regex + " in:\n" + output());
    }

    /** Types lines for the server. */
    void type(String text) {
        try {
            OutputStream stdin = process.getOutputStream();
            stdin.write(text.getBytes(StandardCharsets.UTF_8));
            stdin.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** SIGTERM, as an operator or a container stops it. What it prints then is still read: the process itself would not. */
    void terminate() {
        process.toHandle().destroy();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            close();
            throw new AssertionError("the process does not end:\n" + output());
        }
        return process.exitValue();
    }

    /** All it printed, when it has ended. */
    String awaitWholeOutput() throws InterruptedException {
        if (!outputEnded.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the output does not end:\n" + output());
        }
        return output();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void readOutput() {
        readOutput(process.inputReader(StandardCharsets.UTF_8));
    }

    private void readOutput(BufferedReader reader) {
        try (BufferedReader lines = reader) {
            String line;
            while ((line = lines.readLine()) != null) {
                output.add(line);
                Matcher url = URL.matcher(line);
                if (url.find()) {
                    port.complete(Integer.parseInt(url.group(2)));
                }
            }
        } catch (IOException ended) {
            output.add("(" + ended.getMessage() + ")");
        }
        port.completeExceptionally(new IOException("the process ended"));
        outputEnded.countDown();
    }
}
