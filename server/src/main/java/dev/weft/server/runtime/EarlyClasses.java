package dev.weft.server.runtime;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Initialises classes before the first plugin runs. A class that is used for the first time while a plugin fills the
 * heap, and then runs out of memory in its static initialiser, is unusable for the rest of the process.
 */
final class EarlyClasses {

    private static final Logger LOG = LoggerFactory.getLogger(EarlyClasses.class);

    /** What runs while clients are connected; without TLS and the terminal, which not every server uses. */
    private static final List<String> OWN = List.of(
            "dev/weft/engine/",
            "dev/weft/server/broker/",
            "dev/weft/server/connection/",
            "dev/weft/server/log/",
            "dev/weft/server/net/",
            "dev/weft/server/outbound/",
            "dev/weft/server/plugin/",
            "dev/weft/server/resource/",
            "dev/weft/server/runtime/",
            "dev/weft/server/session/",
            "dev/weft/server/topic/",
            "dev/weft/server/web/",
            "dev/weft/spi/");

    /**
     * Classes of others that have a static initialiser and are first used when a client comes, when something fails, or by
     * a plugin's lambdas, formats and maps. By name, because a class archive may spare the server's own lambdas what a
     * plugin's need. Those that another Java version does not have are left out.
     */
    private static final List<String> BORROWED = List.of(
            "ch.qos.logback.classic.spi.ThrowableProxy",
            "java.lang.StackTraceElement$HashedModules",
            "java.lang.System$Logger$Level",
            "java.lang.Thread$ThreadNumbering",
            "java.lang.invoke.DirectMethodHandle$StaticAccessor",
            "java.lang.invoke.InnerClassLambdaMetafactory$SerializationSupport",
            "java.lang.invoke.TypeConvertingMethodAdapter$1",
            "java.lang.invoke.TypeConvertingMethodAdapter$BoxHolder",
            "java.lang.runtime.ObjectMethods",
            "java.lang.runtime.SwitchBootstraps",
            "java.math.BigDecimal",
            "java.nio.DirectByteBuffer$Deallocator",
            "java.time.Clock",
            "java.time.Clock$SystemClock",
            "java.util.Base64$Encoder",
            "java.util.Formatter",
            "java.util.Formatter$FormatSpecifier",
            "java.util.HashMap$TreeNode",
            "java.util.UUID",
            "java.util.concurrent.CompletableFuture",
            "java.util.concurrent.ConcurrentHashMap$TreeBin",
            "java.util.concurrent.FutureTask",
            "java.util.concurrent.LinkedTransferQueue",
            "java.util.concurrent.ThreadPoolExecutor",
            "jdk.internal.math.DoubleToDecimal",
            "org.slf4j.event.Level",
            "org.slf4j.helpers.FormattingTuple",
            "org.slf4j.jdk.platform.logging.SLF4JPlatformLogger$1",
            "org.slf4j.spi.DefaultLoggingEventBuilder",
            "org.slf4j.spi.NOPLoggingEventBuilder",
            "sun.nio.ch.IOVecWrapper",
            "sun.nio.ch.SocketChannelImpl",
            "sun.nio.ch.SocketChannelImpl$DefaultOptionsHolder");

    private EarlyClasses() {}

    /** Initialises them; costs some hundredths of a second. */
    static void initialize() {
        BORROWED.forEach(EarlyClasses::initialize);
        initializeJarOf(dev.weft.spi.MessageHandler.class);
        initializeJarOf(EarlyClasses.class);
    }

    /** The server's own classes that lie in the same JAR; none if this runs from a folder, in a test. */
    private static void initializeJarOf(Class<?> one) {
        try {
            Path jar = Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isRegularFile(jar)) {
                try (JarFile classes = new JarFile(jar.toFile())) {
                    classes.stream()
                            .map(ZipEntry::getName)
                            .filter(EarlyClasses::isOwn)
                            .forEach(file -> initialize(file.substring(0, file.length() - ".class".length())
                                    .replace('/', '.')));
                }
            }
        } catch (IOException | URISyntaxException unreadable) {
            LOG.debug("classes of {} are not initialized early", one, unreadable);
        }
    }

    private static boolean isOwn(String file) {
        return file.endsWith(".class")
                && !file.endsWith("-info.class")
                && OWN.stream().anyMatch(file::startsWith);
    }

    private static void initialize(String className) {
        try {
            Class.forName(className);
        } catch (ClassNotFoundException | LinkageError notHere) {
            LOG.debug("{} is not initialized early", className, notHere);
        }
    }
}
