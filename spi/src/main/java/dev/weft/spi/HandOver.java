package dev.weft.spi;

/** The default answer of {@link MessageHandler#onHandOver}. */
final class HandOver {

    private HandOver() {}

    /** Whether a handler's class has an {@code onOpen} or an {@code onClose} of its own. */
    static boolean overridesLifeCycle(Class<?> type) {
        return overrides(type, "onOpen", Session.class) || overrides(type, "onClose", Session.class, CloseStatus.class);
    }

    private static boolean overrides(Class<?> type, String method, Class<?>... parameters) {
        try {
            return type.getMethod(method, parameters).getDeclaringClass() != MessageHandler.class;
        } catch (NoSuchMethodException impossible) {
            // Every handler inherits the method.
            throw new IllegalStateException(impossible);
        }
    }
}
