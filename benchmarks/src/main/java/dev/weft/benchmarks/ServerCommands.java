package dev.weft.benchmarks;

import dev.weft.benchmarks.peer.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What starts each server.
 *
 * @param checkout where Weft and Bun's script are
 * @param weft a shell's command, which takes --handler and --plugins-dir
 * @param jvmFlags of every server that has a JVM
 */
record ServerCommands(Checkout checkout, String weft, List<String> jvmFlags) {

    /** The command of a server; {@link Peer} tells its arguments. */
    List<String> command(Server server, List<String> arguments) throws IOException, InterruptedException, RunFailure {
        if (server == Server.WEFT) {
            // exec: the shell becomes Weft's launcher, so that the process id stays the one that was started.
            return List.of("sh", "-c", "exec " + weft + " --handler " + weftHandler(arguments) + plugins(arguments));
        }
        List<String> command = new ArrayList<>();
        if (server.main().isPresent()) {
            command.addAll(java(server.main().get(), jvmFlags));
        } else {
            command.addAll(new Bun(checkout).command());
        }
        command.add(Peer.UNTIL_INPUT_ENDS);
        command.addAll(arguments);
        return command;
    }

    /** Where clients go: Weft answers there, and the peers at any path. */
    static String path(List<String> arguments) {
        return "/ws/" + weftHandler(arguments);
    }

    private static String weftHandler(List<String> arguments) {
        return arguments.contains(Peer.FAN_OUT) ? "fan-out" : "echo";
    }

    private String plugins(List<String> arguments) throws IOException, RunFailure {
        return arguments.contains(Peer.FAN_OUT) ? " --plugins-dir '" + new FanOutPlugin(checkout).build() + "'" : "";
    }

    /** The variables that Weft's launcher reads; the flags of the other servers are in their commands. */
    Map<String, String> environment(Server server) {
        return server == Server.WEFT
                ? Map.of("JAVA_HOME", System.getProperty("java.home"), "JDK_JAVA_OPTIONS", String.join(" ", jvmFlags))
                : Map.of();
    }

    /** Starts a class of this program's class path, on the JDK that this program runs on. */
    static List<String> java(Class<?> main, List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }
}
