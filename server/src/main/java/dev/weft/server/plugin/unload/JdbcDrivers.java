package dev.weft.server.plugin.unload;

import java.lang.reflect.Field;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC drivers of a plugin. A driver registers itself when its class is loaded; {@link DriverManager} keeps it as long
 * as the process lives, and shows it to callers of the driver's own class loader alone. So this looks where it keeps them;
 * without leave to ({@code Add-Opens: java.sql/java.sql} of the server's manifest), there are none to be found.
 */
final class JdbcDrivers {

    private JdbcDrivers() {}

    /** A line for each driver whose class is of this loader. */
    static List<String> of(ClassLoader classes) {
        List<String> found = new ArrayList<>();
        for (Object entry : registered()) {
            Object driver = driver(entry);
            if (driver != null && classes.equals(driver.getClass().getClassLoader())) {
                found.add("JDBC driver " + driver.getClass().getName());
            }
        }
        return found;
    }

    /** Takes them off. Runs none of the plugin's code: what a driver does at its end is for the plugin's {@code stop}. */
    static void remove(ClassLoader classes) {
        registered().removeIf(entry -> {
            Object driver = driver(entry);
            return driver != null && classes.equals(driver.getClass().getClassLoader());
        });
    }

    @SuppressWarnings("unchecked") // The JDK's own field, a list that is copied when it is written.
    private static List<Object> registered() {
        try {
            Field field = DriverManager.class.getDeclaredField("registeredDrivers");
            field.setAccessible(true);
            return (List<Object>) field.get(null);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError notShown) {
            // A LinkageError: a Java runtime that was made without JDBC.
            return new ArrayList<>();
        }
    }

    private static @Nullable Object driver(Object entry) {
        try {
            Field field = entry.getClass().getDeclaredField("driver");
            field.setAccessible(true);
            return field.get(entry);
        } catch (ReflectiveOperationException | RuntimeException notShown) {
            return null;
        }
    }
}
