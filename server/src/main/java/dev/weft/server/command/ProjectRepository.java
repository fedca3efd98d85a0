package dev.weft.server.command;

import dev.weft.server.config.Installation;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file-based Maven repository inside a project, filled from an installation: the SPI, the testkit and its
 * dependencies, and the sources and Javadoc for editors, if the installation has them.
 *
 * <p><b>Decision.</b> The project contains these artifacts, because no registry does: it builds on any machine, without
 * this installation and without a network. <b>Rejected.</b> Scope {@code system}: the handler would compile against the
 * server's classes, which its loader does not offer. The user's own local repository: a colleague's would not have
 * them.
 */
final class ProjectRepository {

    private static final String GROUP = "dev.weft";
    private static final String LIBRARIES = "dev.weft.lib";
    private static final String SPI = "weft-spi";
    private static final String TESTKIT = "weft-testkit";
    private static final Pattern JAR_NAME = Pattern.compile("(.+?)-(\\d.*?)(-sources|-javadoc)?\\.jar");

    /** Why 8? Enough to tell the builds of one version apart. */
    private static final int DIGEST_LENGTH = 8;

    private final Path folder;

    /**
     * An artifact, and its JAR.
     *
     * @param suffix the suffix of a JAR that accompanies the one with the classes, or empty
     */
    private record Artifact(String group, String name, String version, String suffix, Path jar) {

        boolean hasClasses() {
            return suffix.isEmpty();
        }

        boolean isOurs() {
            return group.equals(GROUP);
        }
    }

    ProjectRepository(Path folder) {
        this.folder = folder;
    }

    /** Copies what a project needs, and returns the version for its POM. */
    String fill(Installation installation) throws IOException, StartException {
        List<Artifact> found = artifacts(installation);
        String suffix = "-" + digest(found);
        List<Artifact> artifacts = found.stream()
                .map(each -> each.isOurs()
                        ? new Artifact(each.group(), each.name(), each.version() + suffix, each.suffix(), each.jar())
                        : each)
                .toList();
        for (Artifact artifact : artifacts) {
            List<Artifact> needed = artifact.name().equals(TESTKIT)
                    ? artifacts.stream()
                            .filter(each -> each.hasClasses() && !each.name().equals(TESTKIT))
                            .toList()
                    : List.of();
            write(artifact, needed);
        }
        return artifacts.stream()
                .filter(each -> each.name().equals(SPI))
                .findFirst()
                .orElseThrow()
                .version();
    }

    private static List<Artifact> artifacts(Installation installation) throws IOException, StartException {
        List<Artifact> artifacts = new ArrayList<>();
        for (Path place : List.of(installation.lib(), installation.testkit())) {
            if (Files.isDirectory(place)) {
                addJars(place, artifacts);
            }
        }
        for (String needed : List.of(SPI, TESTKIT)) {
            if (artifacts.stream().noneMatch(each -> each.name().equals(needed) && each.hasClasses())) {
                throw new StartException(installation.root() + ": no " + needed + " in this installation");
            }
        }
        return artifacts;
    }

    private static void addJars(Path place, List<Artifact> artifacts) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(place, "*.jar")) {
            for (Path jar : jars) {
                Matcher name = JAR_NAME.matcher(String.valueOf(jar.getFileName()));
                if (name.matches()) {
                    String group = name.group(1).startsWith("weft-") ? GROUP : LIBRARIES;
                    String suffix = Objects.requireNonNullElse(name.group(3), "");
                    artifacts.add(new Artifact(group, name.group(1), name.group(2), suffix, jar));
                }
            }
        }
    }

    /** Makes builds of one version distinct, because Maven assumes that a release it has seen never changes. */
    private static String digest(List<Artifact> artifacts) throws IOException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (Artifact artifact : artifacts) {
                if (artifact.isOurs()) {
                    sha256.update(Files.readAllBytes(artifact.jar()));
                }
            }
            return HexFormat.of().formatHex(sha256.digest()).substring(0, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            // "Every implementation of the Java platform is required to support ... SHA-256" (MessageDigest).
            throw new IllegalStateException(impossible);
        }
    }

    private void write(Artifact artifact, List<Artifact> needed) throws IOException {
        Path place = Files.createDirectories(folder.resolve(artifact.group().replace('.', '/'))
                .resolve(artifact.name())
                .resolve(artifact.version()));
        String file = artifact.name() + "-" + artifact.version();
        Files.copy(artifact.jar(), place.resolve(file + artifact.suffix() + ".jar"));
        if (artifact.hasClasses()) {
            Files.writeString(place.resolve(file + ".pom"), pom(artifact, needed));
        }
    }

    private static String pom(Artifact artifact, List<Artifact> needed) {
        String dependencies = needed.stream()
                .map(each -> "    <dependency>" + coordinates(each) + "</dependency>\n")
                .collect(Collectors.joining());
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  %s
                  <dependencies>
                %s  </dependencies>
                </project>
                """.formatted(coordinates(artifact), dependencies);
    }

    private static String coordinates(Artifact artifact) {
        return "<groupId>" + artifact.group() + "</groupId><artifactId>" + artifact.name() + "</artifactId><version>"
                + artifact.version() + "</version>";
    }
}
