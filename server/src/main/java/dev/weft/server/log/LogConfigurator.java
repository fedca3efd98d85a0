package dev.weft.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Arrays;
import org.slf4j.Logger;

/** Sets Logback up: one appender, to {@link LogOutput}. Found by {@link java.util.ServiceLoader}. */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogConfigurator extends ContextAwareBase implements Configurator {

    private static final String EXIT = "java.lang.Runtime";

    private static final String MAIN = "dev.weft.server.Main";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        // An appender that locks would pin carrier threads on Java 21; a line is one call, and the stream below locks.
        UnsynchronizedAppenderBase<ILoggingEvent> appender = new UnsynchronizedAppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (!isOwnExit(event)) {
                    LogOutput.print(LogLine.of(event));
                }
            }
        };
        appender.setContext(context);
        appender.setName("lines");
        appender.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender);
        // Java logs every Runtime.exit at DEBUG, with a stack: who ended the server is what its operator wants to know.
        context.getLogger(EXIT).setLevel(Level.DEBUG);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** The server's own exit, at the end of {@code main}, is no news. */
    private static boolean isOwnExit(ILoggingEvent event) {
        IThrowableProxy caller = event.getThrowableProxy();
        return event.getLoggerName().equals(EXIT)
                && caller != null
                && Arrays.stream(caller.getStackTraceElementProxyArray())
                        .anyMatch(frame ->
                                frame.getStackTraceElement().getClassName().equals(MAIN));
    }
}
