package dev.weft.server.plugin;

import dev.weft.server.log.SafeText;
import java.util.Objects;

/** Makes one short line of what a plugin threw, at the boundary, so that nothing of the plugin's is kept. */
public final class FaultText {

    /** Why 300? An exception's text is the plugin's to choose; a log line is still read at this length. */
    private static final int MAX_LENGTH = 300;

    private FaultText() {}

    /** The type and the message, and the same of the root cause. */
    public static String of(Throwable fault) {
        String line = oneLine(SafeText.of(fault));
        String root = oneLine(SafeText.of(rootOf(fault)));
        String text = line.endsWith(root) ? line : line + ", caused by " + root;
        // JNI: a library belongs to one class loader at a time, and the JVM says no more than that.
        return root.contains("already loaded in another classloader")
                ? text + ": restart the server to replace a plugin that has a native library"
                : text;
    }

    /** Where it was thrown, in the classes of a loader; empty if it does not say. */
    public static String place(Throwable thrown, ClassLoader loader) {
        return place(SafeText.stackOf(thrown), loader);
    }

    /** Where a thread is, or was, in the classes of a loader: {@code " at com.acme.Slow.start(Slow.java:12)"}. */
    public static String place(StackTraceElement[] stack, ClassLoader loader) {
        for (StackTraceElement frame : stack) {
            if (Objects.equals(frame.getClassLoaderName(), loader.getName())) {
                String method = frame.getClassName() + "." + frame.getMethodName();
                return oneLine(" at " + method + "(" + frame.getFileName() + ":" + frame.getLineNumber() + ")");
            }
        }
        return "";
    }

    /** The text on one line, control characters as spaces, cut at a readable length. */
    public static String oneLine(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
        for (int i = 0; i < text.length() && line.length() < MAX_LENGTH; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c);
        }
        return text.length() > MAX_LENGTH ? line + "..." : line.toString();
    }

    private static Throwable rootOf(Throwable fault) {
        Throwable root = fault;
        // Why 20? A chain of causes may be a circle.
        for (int i = 0; i < 20; i++) {
            Throwable cause = SafeText.causeOf(root);
            if (cause == null) {
                return root;
            }
            root = cause;
        }
        return root;
    }
}
