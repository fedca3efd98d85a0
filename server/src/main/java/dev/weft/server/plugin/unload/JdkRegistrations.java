package dev.weft.server.plugin.unload;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import org.jspecify.annotations.Nullable;

/** What a plugin has registered with the JDK, which lives as long as the process and keeps it, and so the plugin. */
public final class JdkRegistrations {

    private JdkRegistrations() {}

    /** A line for each that is of a class of this loader. */
    static List<String> of(ClassLoader classes) {
        List<String> found = new ArrayList<>(removable(classes));
        found.addAll(ShutdownHooks.of(classes));
        for (Provider provider : Security.getProviders()) {
            addIfOf(classes, provider, "security provider", found);
        }
        addIfOf(classes, Thread.getDefaultUncaughtExceptionHandler(), "default uncaught exception handler", found);
        addIfOf(classes, Authenticator.getDefault(), "default authenticator", found);
        addIfOf(classes, ProxySelector.getDefault(), "default proxy selector", found);
        addIfOf(classes, CookieHandler.getDefault(), "default cookie handler", found);
        addIfOf(classes, ResponseCache.getDefault(), "default response cache", found);
        addIfOf(classes, System.in, "standard input", found);
        addIfOf(classes, System.out, "standard output", found);
        addIfOf(classes, System.err, "standard error", found);
        return found;
    }

    /** Those that {@link #remove} takes off: nobody else can need them. */
    public static List<String> removable(ClassLoader classes) {
        List<String> found = new ArrayList<>(JdbcDrivers.of(classes));
        found.addAll(ManagedBeans.of(classes));
        return found;
    }

    /** Takes off what is the plugin's alone. To be called where its code may run: an MBean is told of its end. */
    public static void remove(ClassLoader classes) throws JMException {
        JdbcDrivers.remove(classes);
        ManagedBeans.remove(classes);
    }

    private static void addIfOf(ClassLoader classes, @Nullable Object registered, String what, List<String> found) {
        if (registered != null && classes.equals(registered.getClass().getClassLoader())) {
            found.add(what + " " + registered.getClass().getName());
        }
    }
}
