package dev.weft.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** Bun, which is no Java: installed from npm on first use, its server in {@code bun/server.js}. */
final class Bun {

    private static final List<String> MANIFESTS = List.of("package.json", "package-lock.json");

    /** No scripts: Bun's only puts the binary into another place. */
    private static final List<String> INSTALL = List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");

    private final Path sources;
    private final Path installed;

    Bun(Checkout checkout) {
        sources = checkout.benchmarks().resolve("bun");
        installed = checkout.target("bun");
    }

    /** What starts the server. */
    List<String> command() throws IOException, InterruptedException, RunFailure {
        Optional<Path> binary = isInstalled() ? binary() : Optional.empty();
        if (binary.isEmpty()) {
            install();
            binary = binary();
        }
        Path program = binary.orElseThrow(() -> new RunFailure("npm has no Bun that runs on this machine"));
        return List.of(program.toString(), sources.resolve("server.js").toString());
    }

    private boolean isInstalled() throws IOException {
        for (String manifest : MANIFESTS) {
            Path copy = installed.resolve(manifest);
            if (!Files.exists(copy) || Files.mismatch(sources.resolve(manifest), copy) >= 0) {
                return false;
            }
        }
        return true;
    }

    private void install() throws IOException, InterruptedException, RunFailure {
        Files.createDirectories(installed);
        for (String manifest : MANIFESTS) {
            Files.copy(sources.resolve(manifest), installed.resolve(manifest), StandardCopyOption.REPLACE_EXISTING);
        }
        Path log = installed.resolve("npm.log");
        try {
            Process npm = new ProcessBuilder(INSTALL)
                    .directory(installed.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (npm.waitFor() != 0) {
                throw new RunFailure("npm cannot install Bun (is its registry within reach?), see " + log);
            }
        } catch (IOException e) {
            throw new RunFailure("Bun is installed with npm, which is missing here: " + e.getMessage());
        }
    }

    /** The one that runs, of those that npm chose for this machine. */
    private Optional<Path> binary() throws IOException, InterruptedException {
        Path packages = installed.resolve("node_modules/@oven");
        if (!Files.isDirectory(packages)) {
            return Optional.empty();
        }
        List<Path> found;
        try (var folders = Files.list(packages)) {
            found = folders.map(folder -> folder.resolve("bin/bun")).sorted().toList();
        }
        for (Path program : found) {
            if (runs(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    private static boolean runs(Path program) throws InterruptedException {
        try {
            return new ProcessBuilder(program.toString(), "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            // For another C library or processor.
            return false;
        }
    }
}
