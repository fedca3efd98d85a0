package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody chooses for the JVM replaces what the launcher passes by default. */
class JvmFlagsIT {

    @TempDir
    private Path folder;

    private static ProcessBuilder serving(String variable, String value) {
        ProcessBuilder builder = WeftProcess.builder("serve", "--port", "0", "--handler", "echo");
        builder.environment().put(variable, value);
        return builder;
    }

    private static WeftProcess serve(String variable, String value) throws Exception {
        WeftProcess server = WeftProcess.run(serving(variable, value));
        server.awaitListening();
        return server;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<String> arguments(WeftProcess server) {
        return List.of(
                ProcessHandle.of(server.pid()).orElseThrow().info().arguments().orElseThrow());
    }

    @Test
    void theDefaultsArePassedIfNothingElseWasChosen() throws Exception {
        try (WeftProcess server = serve("WEFT_JAVA_OPTS", "-Xlog:gc")) {
            server.awaitOutput("Using Parallel");
            assertTrue(arguments(server)
                    .containsAll(List.of(
                            "-XX:+UseParallelGC",
                            "-Djdk.trackAllThreads=false",
                            "-Djdk.console=java.base",
                            "-Djdk.nio.maxCachedBufferSize=262144")));
            assertTrue(arguments(server).stream().anyMatch(JvmFlagsIT::isOfTheArchive));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_OPTS", "WEFT_JAVA_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"})
    void aCollectorChosenInAnyVariableIsUsed(String variable) throws Exception {
        try (WeftProcess server = serve(variable, "-XX:+UseSerialGC -Xlog:gc")) {
            server.awaitOutput("Using Serial");
        }
    }

    @Test
    void aCollectorChosenInAFileIsUsed() throws Exception {
        Path arguments = file("args", "# of the JVM\n-Xlog:gc\n-XX:+UseSerialGC\n");
        Path options = file("options", "-Xlog:gc -XX:+UseSerialGC\n");
        Path flags = file("flags", "+UseSerialGC\n");
        for (String value : List.of("@" + arguments, "-XX:VMOptionsFile=" + options, "-Xlog:gc -XX:Flags=" + flags)) {
            try (WeftProcess server = serve("WEFT_JAVA_OPTS", value)) {
                server.awaitOutput("Using Serial");
            }
        }
        try (WeftProcess server = serve("JDK_JAVA_OPTIONS", "@" + arguments)) {
            server.awaitOutput("Using Serial");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-XX:-UseParallelGC, -XX:+UseParallelGC",
        "-Djdk.trackAllThreads=true, -Djdk.trackAllThreads=false",
        "-Djdk.console=jdk.internal.le, -Djdk.console=java.base",
        "-Djdk.nio.maxCachedBufferSize=1, -Djdk.nio.maxCachedBufferSize=262144"
    })
    void whatIsChosenIsNotOverridden(String chosen, String ours) throws Exception {
        try (WeftProcess server = serve("JAVA_TOOL_OPTIONS", chosen)) {
            assertTrue(
                    !arguments(server).contains(ours), () -> arguments(server).toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xshare:off", "-XX:-AutoCreateSharedArchive"})
    void whoeverChoosesAboutArchivesGetsNoneOfOurs(String chosen) throws Exception {
        try (WeftProcess server = serve("JAVA_TOOL_OPTIONS", chosen)) {
            assertTrue(
                    arguments(server).stream().noneMatch(JvmFlagsIT::isOfTheArchive),
                    () -> arguments(server).toString());
        }
    }

    private static boolean isOfTheArchive(String flag) {
        return flag.startsWith("-Dweft.archive=") || flag.startsWith("-XX:SharedArchiveFile=");
    }

    @Test
    void wordsAreQuotedAsInAShellAndNothingIsExpanded() throws Exception {
        try (WeftProcess server = serve(
                "WEFT_JAVA_OPTS", "-Da=\"x y\" '-Db=\"z\"'  -Dc=v\\ w -Dd=* \t-De=$HOME\n-Df=`id` -Dg=\"\\\\ \\n\"")) {
            List<String> arguments = arguments(server);
            int first = arguments.indexOf("-Da=x y");
            assertTrue(first > 0, arguments::toString);
            assertEquals(
                    List.of("-Da=x y", "-Db=\"z\"", "-Dc=v w", "-Dd=*", "-De=$HOME", "-Df=`id`", "-Dg=\\ \\n"),
                    arguments.subList(first, first + 7));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_OPTS", "WEFT_JAVA_OPTS"})
    void aQuoteThatIsNotClosedIsRefusedInWords(String variable) throws Exception {
        try (WeftProcess server = WeftProcess.run(serving(variable, "-Xmx64m -Dx='a b"))) {
            assertEquals(2, server.awaitExit());
            assertEquals("weft: " + variable + ": a quote is not closed: -Xmx64m -Dx='a b", server.awaitWholeOutput());
        }
    }
}
