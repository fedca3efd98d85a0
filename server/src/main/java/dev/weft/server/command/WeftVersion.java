package dev.weft.server.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The versions of the server and of Java. */
final class WeftVersion implements IVersionProvider {

    /** The server's version, from its JAR. */
    static String text() {
        return Optional.ofNullable(WeftVersion.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "weft " + text() + " (Java " + System.getProperty("java.version") + ", "
                    + System.getProperty("java.vm.name") + ")"
        };
    }
}
