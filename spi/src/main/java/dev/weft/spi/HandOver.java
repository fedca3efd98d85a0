package dev.weft.spi;

/** What a handler does with open sessions of the generation before it, as {@link Handler#handOver} states it. */
public enum HandOver {

    /**
     * The handler does not say: it takes over every session, unless its class has an {@code onOpen} or an {@code onClose}
     * of its own.
     */
    UNSPECIFIED,

    /** The handler takes over every session; it needs nothing that its {@code onOpen} would have prepared. */
    ACCEPT,

    /** The handler takes over no session: each stays with the generation that opened it until the drain time is over. */
    REFUSE;

    /** Whether a handler of this class takes over a session, unless it decides in {@code onHandOver} itself. */
    static boolean acceptedBy(Class<?> type) {
        Handler annotation = type.getAnnotation(Handler.class);
        return switch (annotation == null ? UNSPECIFIED : annotation.handOver()) {
            case UNSPECIFIED ->
                !overrides(type, "onOpen", Session.class)
                        && !overrides(type, "onClose", Session.class, CloseStatus.class);
            case ACCEPT -> true;
            case REFUSE -> false;
        };
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
