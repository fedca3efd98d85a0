package dev.weft.server;

import dev.weft.server.command.StandardStreams;
import dev.weft.server.command.WeftCommand;
import dev.weft.server.log.LogOutput;
import dev.weft.server.resource.LinePrinter;
import dev.weft.server.resource.LineStream;
import dev.weft.server.resource.ServiceThread;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URLConnection;
import picocli.CommandLine;

/** The entry point of the process, and the only place that ends it. */
public final class Main {

    /** The server cannot go on; what sysexits.h calls EX_SOFTWARE, "internal software error". */
    private static final int BROKEN = 70;

    private Main() {}

    /** Runs the command in the arguments. */
    public static void main(String[] args) {
        // Otherwise a resource read through a jar: URL would keep its plugin's JAR open, and later loaders would see
        // it.
        URLConnection.setDefaultUseCaches("jar", false);
        StandardStreams streams = new StandardStreams(System.in, System.out);
        CommandLine weft =
                WeftCommand.commandLine(streams).setOut(writer(System.out)).setErr(writer(System.err));
        shieldStandardStreams();
        ServiceThread.onUnexpectedEnd(Main::endBecauseOf);
        int exitCode = weft.execute(args);
        LogOutput.flush();
        System.exit(exitCode);
    }

    /**
     * Shields the streams, because a plugin that reads or closes them would take them from the operator, the log and
     * all other plugins.
     */
    private static void shieldStandardStreams() {
        LinePrinter lines = new LinePrinter("weft-out", "standard output", System.out::println);
        lines.start();
        PrintStream out = new LineStream(lines::print, System.out.charset());
        PrintStream err = LogOutput.asStandardError();
        System.setIn(InputStream.nullInputStream());
        System.setOut(out);
        System.setErr(err);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    /** Ends the process: a supervisor can start another, but one that runs without working is of no use. */
    private static void endBecauseOf(String thread) {
        try {
            LogOutput.print("weft: the thread " + thread + " has ended, and the server cannot go on without it");
            System.exit(BROKEN);
        } finally {
            // In case there was no memory for an orderly exit.
            Runtime.getRuntime().halt(BROKEN);
        }
    }
}
