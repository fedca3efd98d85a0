package dev.weft.server.plugin.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.config.OnReplace;
import dev.weft.server.config.ServerConfig;
import dev.weft.server.plugin.HandlerState;
import dev.weft.server.plugin.PluginReport;
import dev.weft.testkit.PluginJar;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeployerTest extends DeployerFixture {

    @Nested
    @DisplayName("Every handler, if all are chosen")
    class Every {

        @Test
        void isStartedInTheOrderOfTheFiles() throws Exception {
            put("b.jar", version("b", "one"));
            put("a.jar", version("a", "one"));

            begin(OnReplace.HANDOVER, LIMIT, ServerConfig.EVERY_HANDLER);

            assertEquals(List.of("a", "b"), List.copyOf(deployer.chosenIds()));
            assertSame(current("a"), deployer.first().orElseThrow());
            assertTrue(current("b").isActive());
        }

        @Test
        void isStartedBehindThoseThatWereNamed() throws Exception {
            put("a.jar", version("a", "one"));
            put("b.jar", version("b", "one"));

            begin(OnReplace.HANDOVER, LIMIT, "b", ServerConfig.EVERY_HANDLER);

            assertEquals(List.of("b", "a"), List.copyOf(deployer.chosenIds()));
        }

        @Test
        void isStartedWhenItComesLater() throws Exception {
            Files.createDirectories(fixture.plugins);
            begin(OnReplace.HANDOVER, LIMIT, ServerConfig.EVERY_HANDLER);
            assertTrue(deployer.first().isEmpty());

            replace("late.jar", version("late", "one"));

            assertTrue(current("late").isActive());
            assertSame(current("late"), deployer.first().orElseThrow());
        }
    }

    @Test
    void triesAgainWhatCouldNotBeDeployedForNow() throws Exception {
        put("a.jar", version("a", "one"));
        begin(OnReplace.HANDOVER, LIMIT, "a");
        Generation old = current("a");
        // Settings that change ask for another copy of the JAR, and there is no place for it.
        settings = "changed";
        blockWorkFolder();

        assertFalse(deployer.apply(inventory.catalogue()));
        assertSame(old, current("a"));
        assertTrue(old.isActive());
        unblockWorkFolder();
        assertTrue(deployer.apply(inventory.catalogue()));

        assertNotSame(old, current("a"));
        assertTrue(current("a").isActive());
    }

    /** Puts a file where the copies go, as if the disk were full. */
    private void blockWorkFolder() throws Exception {
        Files.move(fixture.work, fixture.work.resolveSibling("aside"));
        Files.write(fixture.work, new byte[0]);
    }

    private void unblockWorkFolder() throws Exception {
        Files.delete(fixture.work);
        Files.move(fixture.work.resolveSibling("aside"), fixture.work);
    }

    @Nested
    @DisplayName("A JAR that is replaced")
    class Replaced {

        @Test
        void isStartedBeforeTheOldOneIsStopped() throws Exception {
            put("a.jar", telling("a", "one"));
            begin(OnReplace.HANDOVER, LIMIT, "a");
            Generation old = current("a");

            replace("a.jar", telling("a", "two"));

            Generation fresh = current("a");
            assertNotSame(old, fresh);
            assertTrue(fresh.isActive());
            assertSame(fresh, old.successor());
            assertNull(fresh.successor());
            awaitState(old, HandlerState.STOPPED);
            assertEquals(
                    List.of("a: start one plugin:a#1", "a: start two plugin:a#2", "a: stop one plugin:a#1"),
                    fixture.told);
            awaitCopies(1);
        }

        @Test
        void waitsForSessionsThatMoveOn() throws Exception {
            put("a.jar", version("a", "one"));
            begin(OnReplace.HANDOVER, LIMIT, "a");
            Generation old = current("a");
            assertTrue(old.pin());

            replace("a.jar", version("a", "two"));

            assertEquals("offer a#1", awaitAsked());
            assertEquals(HandlerState.DRAINING, old.state());
            assertFalse(old.pin(), "nobody new");
            old.unpin();
            awaitState(old, HandlerState.STOPPED);
            assertTrue(asked.isEmpty(), asked::toString);
        }

        @Test
        void closesSessionsThatHaveNotMovedInTimeAndThenCutsThem() throws Exception {
            put("a.jar", version("a", "one"));
            begin(OnReplace.DRAIN, SOON, "a");
            Generation old = current("a");
            assertTrue(old.pin());

            replace("a.jar", version("a", "two"));

            assertNull(old.successor(), "sessions stay where they are");
            assertEquals("close a#1 1012", awaitAsked());
            assertEquals("abort a#1", awaitAsked());
            awaitState(old, HandlerState.STOPPED);
        }

        @Test
        void keepsItsSessionsAsLongAsTheyLikeIfTheOperatorWantsThat() throws Exception {
            put("a.jar", version("a", "one"));
            begin(OnReplace.KEEP, Duration.ZERO, "a");
            Generation old = current("a");
            assertTrue(old.pin());

            replace("a.jar", version("a", "two"));
            replace("a.jar", version("a", "three"));

            assertEquals(3, current("a").number());
            assertEquals(HandlerState.DRAINING, old.state());
            assertTrue(asked.isEmpty(), asked::toString);
            old.unpin();
            awaitState(old, HandlerState.STOPPED);
        }

        @Test
        void givesWayToNothingThatDoesNotStart() throws Exception {
            put("a.jar", version("a", "one"));
            begin(OnReplace.HANDOVER, LIMIT, "a");
            Generation old = current("a");

            replace(
                    "a.jar",
                    PluginJar.named("a.jar")
                            .handler("a.A", RegistryFixture.handler("a", "throw new Exception(\"no\");", "")));

            assertSame(old, current("a"));
            assertTrue(old.isActive());
            PluginReport failed = deployer.failedTry("a").orElseThrow();
            assertEquals(HandlerState.FAILED, failed.state());
            assertTrue(failed.reason().startsWith("start threw java.lang.Exception: no"), failed::reason);
            assertEquals(1, fixture.copies().size(), "the copy that failed is gone");

            replace("a.jar", version("a", "two"));
            assertNotSame(old, current("a"));
            assertTrue(deployer.failedTry("a").isEmpty());
        }

        @Test
        void isLeftAloneWhenTheNewFileIsNoPlugin() throws Exception {
            put("a.jar", version("a", "one"));
            begin(OnReplace.HANDOVER, LIMIT, "a");
            Generation old = current("a");

            replace("a.jar", PluginJar.named("a.jar").entry("x.txt", "nothing"));

            assertSame(old, current("a"));
            assertTrue(old.isActive());
        }

        @Test
        void comesBackWhenTheOldFileIsCopiedBack() throws Exception {
            put("a.jar", version("a", "one"));
            begin(OnReplace.HANDOVER, LIMIT, "a");
            replace("a.jar", version("a", "two"));
            replace("a.jar", version("a", "one"));

            assertTrue(current("a").isActive());
            assertEquals(3, current("a").number());
        }
    }

    @Nested
    @DisplayName("A JAR that is removed")
    class Removed {

        @Test
        void drainsAndTakesNobodyNew() throws Exception {
            put("a.jar", version("a", "one"));
            begin(OnReplace.KEEP, SOON, "a");
            Generation old = current("a");
            assertTrue(old.pin());

            Files.delete(fixture.plugins.resolve("a.jar"));
            look();
            look();

            assertSame(old, current("a"));
            assertFalse(old.isActive());
            assertEquals("close a#1 1012", awaitAsked());
            old.unpin();
            awaitState(old, HandlerState.STOPPED);
        }

        @Test
        void canComeBackAndTakesOverWhoIsStillThere() throws Exception {
            put("a.jar", version("a", "one"));
            begin(OnReplace.HANDOVER, LIMIT, "a");
            Generation old = current("a");
            assertTrue(old.pin());
            Files.delete(fixture.plugins.resolve("a.jar"));
            look();
            look();

            replace("a.jar", version("a", "two"));

            assertTrue(current("a").isActive());
            assertSame(current("a"), old.successor());
            assertEquals("offer a#1", awaitAsked());
        }
    }

    @Nested
    @DisplayName("Settings that change")
    class Settings {

        @Test
        void startTheHandlerAnewFromTheSameJar() throws Exception {
            put("a.jar", telling("a", "it"));
            begin(OnReplace.HANDOVER, LIMIT, "a");
            Generation old = current("a");
            assertFalse(deployer.settingsChanged());

            settings = "word=hi";
            assertFalse(deployer.settingsChanged(), "they may change again at once");
            assertTrue(deployer.settingsChanged());
            deployer.apply(inventory.catalogue());

            assertFalse(deployer.settingsChanged());
            assertNotSame(old, current("a"));
            awaitState(old, HandlerState.STOPPED);
            assertEquals(
                    List.of("a: start it plugin:a#1", "a: start it plugin:a#2", "a: stop it plugin:a#1"), fixture.told);
        }

        @Test
        void changeNothingWhileTheyAreWrong() throws Exception {
            put("a.jar", telling("a", "it"));
            begin(OnReplace.HANDOVER, LIMIT, "a");
            Generation old = current("a");

            settings = "bad";
            deployer.apply(inventory.catalogue());

            assertSame(old, current("a"));
            assertEquals(
                    "a.properties line 1: word: already set",
                    deployer.failedTry("a").orElseThrow().reason());

            settings = "good";
            deployer.apply(inventory.catalogue());
            assertNotSame(old, current("a"));
        }
    }

    @Test
    void goesOnWithOneHandlerOfAJarWhenTheOtherOneIsMended() throws Exception {
        String failing =
                RegistryFixture.handler("b", "throw new Exception();", "").replace("class A", "class B");
        String sound = RegistryFixture.handler("b", "", "").replace("class A", "class B");
        String a = RegistryFixture.handler("a", "", "tell(last, \"stop\");");
        put("ab.jar", PluginJar.named("ab.jar").handler("a.A", a).handler("a.B", failing));
        begin(OnReplace.HANDOVER, LIMIT, "a", "b");
        Generation oldA = current("a");
        Generation failedB = current("b");
        assertTrue(oldA.pin());
        assertEquals(HandlerState.FAILED, failedB.state());

        replace("ab.jar", PluginJar.named("ab.jar").handler("a.A", a).handler("a.B", sound));

        assertTrue(current("b").isActive());
        assertEquals("offer a#1", awaitAsked());
        assertEquals("a.B", oldA.loader().loadClass("a.B").getName(), "its loader is open");
        assertEquals(List.of(), fixture.told, "it is not stopped while somebody holds it");
        oldA.unpin();
        awaitState(oldA, HandlerState.STOPPED);
        assertEquals(List.of("a: stop plugin:a#1"), fixture.told);
    }

    @Test
    void startsNothingAnewWhenWhatRunsIsCopiedBackOverWhatDidNotStart() throws Exception {
        // Once: a JAR that is packed two seconds later has other bytes.
        byte[] one = telling("a", "one").bytes();
        put("a.jar", one);
        begin(OnReplace.HANDOVER, LIMIT, "a");
        Generation running = current("a");
        replace(
                "a.jar",
                PluginJar.named("a.jar").handler("a.A", RegistryFixture.handler("a", "throw new Exception();", "")));
        assertSame(running, current("a"));

        replace("a.jar", one);

        assertSame(running, current("a"));
        assertTrue(running.isActive());
        assertEquals(List.of("a: start one plugin:a#1"), fixture.told);
        assertEquals(1, fixture.copies().size());
    }

    @Test
    void leavesOtherHandlersAlone() throws Exception {
        put("a.jar", version("a", "one"));
        put("b.jar", version("b", "one"));
        begin(OnReplace.HANDOVER, LIMIT, "a", "b");
        Generation b = current("b");

        replace("a.jar", version("a", "two"));

        assertSame(b, current("b"));
        assertTrue(b.isActive());
    }

    @Test
    void deploysAHandlerThatWasChosenAndComesLater() throws Exception {
        Files.createDirectories(fixture.plugins);
        begin(OnReplace.HANDOVER, LIMIT, "a");
        assertTrue(deployer.find("a").isEmpty());

        replace("a.jar", version("a", "one"));

        assertTrue(current("a").isActive());
    }

    @Test
    void keepsTheLoaderWhileOneOfItsHandlersServes() throws Exception {
        String second = RegistryFixture.handler("b", "", "").replace("class A", "class B");
        put(
                "ab.jar",
                PluginJar.named("ab.jar")
                        .handler("a.A", RegistryFixture.handler("a", "", ""))
                        .handler("a.B", second));
        begin(OnReplace.HANDOVER, LIMIT, "a", "b");
        Generation oldA = current("a");
        Generation oldB = current("b");
        String failing =
                RegistryFixture.handler("b", "throw new Exception();", "").replace("class A", "class B");

        replace(
                "ab.jar",
                PluginJar.named("ab.jar")
                        .handler("a.A", RegistryFixture.handler("a", "", ""))
                        .handler("a.B", failing));

        awaitState(oldA, HandlerState.STOPPED);
        assertNotSame(oldA, current("a"));
        assertSame(oldB, current("b"));
        assertEquals(2, fixture.copies().size());
        assertEquals("a.B", oldB.loader().loadClass("a.B").getName());
    }
}
