package dev.weft.server.plugin;

import dev.weft.server.plugin.ClassFile.MemberRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves, class file by class file, what a plugin refers to in the SPI, without loading any of it. A plugin that was
 * built against another SPI is refused here, before a client meets its {@link NoSuchMethodError}.
 *
 * <p>It sees a call whose class is one of the SPI's. A call of an SPI method through a class of the plugin's own is
 * resolved when it runs, and counted by {@link Generation#linkageFailed}.
 */
final class LinkCheck {

    private static final String HANDLER = SpiSurface.PREFIX + "MessageHandler";
    private static final String OPERATOR = SpiSurface.PREFIX + "HandlerContext.operator";

    private final int runningJava;
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> advice = new LinkedHashSet<>();
    private final List<String> handlers = new ArrayList<>();
    private final Set<Integer> tooNew = new HashSet<>();
    private boolean reachesOperator;
    private int javaRelease;

    /** What has been looked up: a large plugin refers to the same few members from many classes. */
    private final Set<Object> seen = new HashSet<>();

    LinkCheck(int runningJava) {
        this.runningJava = runningJava;
    }

    /** Checks one class file, and returns what it says unless it is for a newer Java, or one of the SPI's. */
    Optional<ClassFile> check(byte[] bytes) throws IOException {
        int needed = ClassFile.javaRelease(bytes);
        javaRelease = Math.max(javaRelease, needed);
        if (needed > runningJava) {
            refuseRelease(needed);
            return Optional.empty();
        }
        ClassFile file = ClassFile.parse(bytes);
        if (file.name().startsWith(SpiLoader.PREFIX)) {
            warnings.add(
                    "it bundles classes of dev.weft.spi, which are ignored: give the SPI dependency scope provided");
            return Optional.empty();
        }
        if (file.isInstantiable() && file.supertypes().contains(HANDLER)) {
            handlers.add(file.name());
        }
        file.classes().forEach(name -> checkClass(file, name));
        file.members().forEach(member -> checkMember(file, member));
        return Optional.of(file);
    }

    /** Why the plugin cannot run here; each once. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** What the operator should know of a plugin that can run; each once. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** What its author should know, and an operator need not; each once. */
    List<String> advice() {
        return List.copyOf(advice);
    }

    /** Whether some class of it asks for the operator's terminal. */
    boolean reachesOperator() {
        return reachesOperator;
    }

    /** Classes that could stand in the service file. */
    List<String> handlers() {
        return List.copyOf(handlers);
    }

    /** The release of Java that its newest class needs; 0 if it has none. */
    int javaRelease() {
        return javaRelease;
    }

    private void refuseRelease(int needed) {
        // Once, and not for each class.
        if (tooNew.add(needed)) {
            problems.add("it needs Java " + needed + ", this is " + runningJava + ": compile it with --release "
                    + runningJava + " or lower");
        }
    }

    private void checkClass(ClassFile file, String name) {
        if (name.startsWith(SpiSurface.PREFIX) && seen.add(name) && !SpiSurface.has(name)) {
            addProblem(file, name);
        }
    }

    private void checkMember(ClassFile file, MemberRef member) {
        String name = member.owner() + '.' + member.name();
        reachesOperator |= name.equals(OPERATOR);
        checkUse(file, member.owner(), member.name());
        // A class that is not there is one problem, not one for each of its members.
        boolean isLink = member.owner().startsWith(SpiSurface.PREFIX) && seen.add(member);
        if (isLink && SpiSurface.has(member.owner()) && !SpiSurface.has(member)) {
            addProblem(file, name + (member.descriptor().startsWith("(") ? "()" : ""));
        }
    }

    private void checkUse(ClassFile file, String owner, String name) {
        DiscouragedCall.of(owner, name)
                .ifPresent(risk -> (risk.isForTheAuthor() ? advice : warnings)
                        .add(file.name() + " " + risk.verb() + " " + shown(owner + '.' + name) + ", " + risk.why()));
    }

    private void addProblem(ClassFile file, String what) {
        problems.add(file.name() + " uses " + shown(what) + ", which SPI " + SpiVersion.CURRENT
                + " does not have: rebuild it against that version");
    }

    private static String shown(String name) {
        return FaultText.oneLine(name.replace('/', '.').replace("java.lang.", ""));
    }
}
