package dev.weft.server.command;

import dev.weft.server.config.ConfigException;
import dev.weft.server.config.Installation;
import dev.weft.server.config.Settings;
import dev.weft.server.log.Printable;
import dev.weft.server.plugin.HandlerId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Generates the project of a new plugin. */
@Command(
        name = "new",
        sortOptions = false,
        description =
                "Generates a self-contained Maven project (handler, tests and the Weft artifacts) that builds and passes out"
                        + " of the box.%n",
        footer = {
            "",
            "Example:",
            "  weft plugin new greeter && cd greeter && mvn verify",
            "",
            "Exit codes: 0 generated, 1 cannot write, 2 usage error."
        })
final class PluginNewCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can be called.
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            description = "Id of the handler: 1 to 64 characters a-z, 0-9 and -, starting with a letter")
    @SuppressWarnings("NullAway.Init") // As spec.
    private String name;

    @Option(names = "--dir", paramLabel = "DIR", description = "Folder to write to, new or empty (NAME)")
    private @Nullable Path dir;

    @Option(names = "--package", paramLabel = "PKG", description = "Package of its classes (com.example)")
    private String packageName = "com.example";

    private PluginNewCommand() {}

    static CommandLine commandLine() {
        CommandLine made = new CommandLine(new PluginNewCommand());
        made.getCommandSpec().addOption(WeftCommand.helpOption());
        return made;
    }

    @Override
    public Integer call() throws StartException, IOException {
        if (!HandlerId.isLegal(name)) {
            throw new ConfigException(
                    name + ": an id of 1 to 64 characters a-z, 0-9 and -, starting with a letter, is needed");
        }
        // A plugin's classes cannot be in the packages of the JDK or the SPI.
        if (!SourceVersion.isName(packageName) || packageName.matches("(java|dev\\.weft\\.spi)(\\..*)?")) {
            throw new ConfigException("--package=" + packageName + ": a package such as com.example is needed");
        }
        Path folder = dir == null ? Path.of(name) : dir;
        Installation installation = Installation.find()
                .orElseThrow(() -> new StartException("this command needs an installed Weft with its lib folder"));
        write(new NewProject(name, packageName, folder), installation);
        printNext(folder);
        return ExitCode.OK;
    }

    private static void write(NewProject project, Installation installation) throws StartException {
        Path folder = project.folder();
        try {
            if (Files.exists(folder) && !isEmpty(folder)) {
                throw new StartException(folder + ": already exists and is not empty");
            }
            project.write(installation);
        } catch (IOException cannotWrite) {
            throw new StartException(folder.toString(), cannotWrite);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }

    private void printNext(Path folder) throws StartException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        String made = Printable.of(ShownPath.of(folder));
        List<Path> plugins = Settings.read(Map.of(), Optional.empty()).pluginsDirs();
        out.println("build:  cd " + made + " && mvn verify");
        out.println("drop:   cp target/" + name + ".jar "
                + Printable.of(plugins.getLast().toAbsolutePath().toString()));
        out.println("run:    weft serve --handler " + name);
    }
}
