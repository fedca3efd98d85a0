package dev.weft.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a {@link MessageHandler}, so that the server can list a plugin without running its code.
 *
 * <p>Without it, the id is the class name in kebab case without a final "Handler": {@code ChatRoomHandler} is {@code
 * chat-room}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Handler {

    /** The id an operator chooses the handler by: 1 to 64 of {@code a-z 0-9 -}, starting with a letter. */
    String value();

    /** One line about what the handler does, for {@code weft plugins list} and the browser client. */
    String description() default "";

    /**
     * The subprotocols the handler speaks, best first (RFC 6455 1.9). The first one that the client also offers is
     * selected; a client that offers none of them is served without one. Each must be a token and listed once;
     * otherwise the server refuses the plugin.
     */
    String[] subprotocols() default {};

    /**
     * Sample messages that the handler understands, offered to users of the browser client: at most 16, of at most 1000
     * characters each.
     */
    String[] examples() default {};

    /**
     * Whether the handler takes over open sessions when its JAR is replaced while the server runs. {@link
     * MessageHandler#onHandOver} returns this unless the handler overrides it to decide for each session.
     *
     * <p>State it if the class overrides {@code onOpen} or {@code onClose}. {@code @Handler(value = "chat", handOver =
     * HandOver.ACCEPT)} suits a handler whose {@code onOpen} only greets.
     */
    HandOver handOver() default HandOver.UNSPECIFIED;
}
