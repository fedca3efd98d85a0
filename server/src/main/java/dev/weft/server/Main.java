package dev.weft.server;

import dev.weft.server.command.StandardStreams;
import dev.weft.server.command.WeftCommand;
import java.io.InputStream;
import java.net.URLConnection;

/** Where the process begins, and the only place that ends it. */
public final class Main {

    private Main() {}

    /** Runs the command in the arguments. */
    public static void main(String[] args) {
        // A resource read through a jar: URL would else keep its plugin's JAR open, and show it to later loaders.
        URLConnection.setDefaultUseCaches("jar", false);
        StandardStreams streams = new StandardStreams(System.in, System.out);
        // A plugin that reads or closes it would take the operator's lines away.
        System.setIn(InputStream.nullInputStream());
        System.exit(WeftCommand.commandLine(streams).execute(args));
    }
}
