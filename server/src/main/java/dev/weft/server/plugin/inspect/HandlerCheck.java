package dev.weft.server.plugin.inspect;

import dev.weft.engine.handshake.Subprotocols;
import dev.weft.server.plugin.FaultText;
import dev.weft.server.plugin.HandlerDescriptor;
import dev.weft.server.plugin.HandlerId;
import dev.weft.server.plugin.PluginRejectedException;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.HandOver;
import dev.weft.spi.Handler;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a class that a service file names can be a handler; it is not initialised by asking.
 *
 * @param descriptor what it says about itself
 * @param problems why it cannot, each with what to change
 * @param advice what its author should know, and an operator need not
 */
record HandlerCheck(HandlerDescriptor descriptor, List<String> problems, List<String> advice) {

    /** Why 16? More than anyone tries, and every page gets them every few seconds. */
    private static final int MAX_EXAMPLES = 16;

    /** Why 1000? A small document; what is longer is no help to read. */
    private static final int MAX_EXAMPLE_LENGTH = 1000;

    HandlerCheck {
        problems = List.copyOf(problems);
        advice = List.copyOf(advice);
    }

    static HandlerCheck of(Class<?> type) {
        List<String> problems = new ArrayList<>();
        checkType(type, problems);
        String id = "";
        try {
            id = HandlerId.of(type);
        } catch (PluginRejectedException e) {
            problems.add(e.reason());
        }
        Handler annotation = type.getAnnotation(Handler.class);
        if (annotation == null) {
            return new HandlerCheck(
                    new HandlerDescriptor(type.getName(), id, "", List.of()), problems, adviceOnHandOver(type));
        }
        List<String> subprotocols = List.of(annotation.subprotocols());
        Subprotocols.problems(subprotocols)
                .forEach(problem -> problems.add(type.getName() + ": " + FaultText.oneLine(problem)));
        List<String> examples = List.of(annotation.examples());
        checkExamples(type, examples, problems);
        String description = FaultText.oneLine(annotation.description());
        return new HandlerCheck(
                new HandlerDescriptor(type.getName(), id, description, subprotocols, examples),
                problems,
                annotation.handOver() == HandOver.UNSPECIFIED ? adviceOnHandOver(type) : List.of());
    }

    /** An author who adds a greeting should know that open sessions no longer move. */
    private static List<String> adviceOnHandOver(Class<?> type) {
        boolean refuses =
                hasOwn(type, "onOpen", Session.class) || hasOwn(type, "onClose", Session.class, CloseStatus.class);
        return refuses && !hasOwn(type, "onHandOver", Session.class)
                ? List.of(
                        type.getName() + " overrides onOpen or onClose and does not state handOver, so open sessions do"
                                + " not move to it: write handOver = HandOver.ACCEPT or HandOver.REFUSE in @Handler")
                : List.of();
    }

    private static boolean hasOwn(Class<?> type, String method, Class<?>... parameters) {
        try {
            return type.getMethod(method, parameters).getDeclaringClass() != MessageHandler.class;
        } catch (NoSuchMethodException noHandler) {
            return false;
        }
    }

    private static void checkType(Class<?> type, List<String> problems) {
        String name = type.getName();
        if (!MessageHandler.class.isAssignableFrom(type)) {
            problems.add(name + " does not implement " + MessageHandler.class.getName());
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            problems.add(name + " is not public");
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            problems.add(name + " is abstract");
        } else if (!hasConstructor(type)) {
            problems.add(name + " has no public constructor without parameters");
        }
    }

    private static boolean hasConstructor(Class<?> type) {
        return Arrays.stream(type.getConstructors()).anyMatch(constructor -> constructor.getParameterCount() == 0);
    }

    private static void checkExamples(Class<?> type, List<String> examples, List<String> problems) {
        if (examples.size() > MAX_EXAMPLES || examples.stream().anyMatch(each -> each.length() > MAX_EXAMPLE_LENGTH)) {
            problems.add(type.getName() + " has more than " + MAX_EXAMPLES + " examples, or one of more than "
                    + MAX_EXAMPLE_LENGTH + " characters");
        }
    }
}
