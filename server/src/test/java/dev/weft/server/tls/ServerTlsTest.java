package dev.weft.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.weft.server.config.Tls;
import dev.weft.testsupport.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The files of a certificate while the server runs: what changes, what fails for a while, and what time does to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerTlsTest {

    private static final List<String> NAMES = List.of("first", "second", "early", "old");

    @TempDir
    static Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ServerTls.class);

    private Tls files;
    private Instant now;
    private int readings;

    /** Readings that fail from now on, as if the process had no descriptor left between the look and the reading. */
    private int failures;

    @BeforeAll
    void make() throws Exception {
        Certificates certificates = new Certificates(folder)
                .issue("first")
                .issue("second")
                .issue("early", "-keyalg", "EC", "-startdate", "+2d")
                .issue("old", "-keyalg", "EC", "-startdate", "-40d");
        for (String name : NAMES) {
            certificates.certificate(name, name + ".crt");
            certificates.key(name, name + ".key");
        }
    }

    @BeforeEach
    void begin() throws IOException {
        log.start();
        logger.addAppender(log);
        now = Instant.now();
        readings = 0;
        failures = 0;
        files = new Tls(folder.resolve("live.crt"), folder.resolve("live.key"), Optional.empty(), Optional.empty());
        put("first");
    }

    @AfterEach
    void end() {
        logger.detachAppender(log);
    }

    @Test
    void takesChangedFilesOverOnceTheyHaveHeldStill() throws Exception {
        ServerTls tls = open();

        put("second");
        tls.look();
        assertSaid();
        look(tls, 3);

        assertSaid("INFO new connections use the changed certificate LIVE.crt, valid until END");
        assertEquals(2, readings);
    }

    @Test
    void noticesAChangeThatKeepsSizeAndTime() throws Exception {
        Path certificate = files.certificate();
        String first = Files.readString(certificate);
        Files.writeString(certificate, first + "x");
        FileTime time = Files.getLastModifiedTime(certificate);
        ServerTls tls = open();

        Files.writeString(certificate, first + "y");
        Files.setLastModifiedTime(certificate, time);
        look(tls, 2);

        assertSaid("INFO new connections use the changed certificate LIVE.crt, valid until END");
    }

    @Test
    void triesAgainWhatFailedForAReasonThatPasses() throws Exception {
        ServerTls tls = open();

        failures = 3;
        put("second");
        look(tls, 4);
        assertSaid("WARN the certificate in use stays; the changed files cannot be used yet, and will be retried:"
                + " LIVE.crt: Too many open files");
        look(tls, 3);

        assertSaid("INFO new connections use the changed certificate LIVE.crt, valid until END");
    }

    @Test
    void saysOnceThatFilesAreGoneAndOnceThatTheyAreBack() throws Exception {
        ServerTls tls = open();

        Files.delete(files.certificate());
        look(tls, 4);
        assertSaid("WARN the certificate in use stays; the changed files cannot be used yet, and will be retried:"
                + " LIVE.crt: no such file");
        put("first");
        look(tls, 3);

        assertSaid("INFO the files match the certificate in use again");
    }

    @Test
    void doesNotTryAgainWhatIsOfNoUse() throws Exception {
        ServerTls tls = open();

        Files.copy(folder.resolve("second.key"), files.key(), StandardCopyOption.REPLACE_EXISTING);
        look(tls, 4);

        assertSaid("WARN the certificate in use stays; the changed files cannot be used: LIVE.key: not the key of the"
                + " certificate in LIVE.crt");
        assertEquals(2, readings);
    }

    @Test
    void takesACertificateOverWhenItsTimeComes() throws Exception {
        ServerTls tls = open();

        put("early");
        look(tls, 4);
        assertSaid("WARN the certificate in use stays; the changed files cannot be used yet, and will be retried:"
                + " LIVE.crt: not valid before TIME");
        now = now.plus(Duration.ofDays(2)).plusSeconds(60);
        look(tls, 2);

        assertSaid("INFO new connections use the changed certificate LIVE.crt, valid until END");
    }

    @Test
    void keepsACertificateThatIsValidRatherThanTakeOneThatIsNot() throws Exception {
        ServerTls tls = open();

        put("old");
        look(tls, 3);

        assertSaid("WARN the certificate in use stays; the changed files cannot be used: LIVE.crt: expired on TIME");
    }

    @Test
    void servesWithACertificateWhoseTimeIsOverAndSaysSoEveryDay() throws Exception {
        put("old");
        ServerTls tls = opened("WARN the certificate LIVE.crt expired on TIME: clients refuse it");

        look(tls, 3);
        assertSaid();
        now = now.plus(Duration.ofDays(1));
        look(tls, 3);
        assertSaid("WARN the certificate LIVE.crt expired on TIME: clients refuse it");
        put("second");
        look(tls, 3);

        assertSaid("INFO new connections use the changed certificate LIVE.crt, valid until END");
    }

    @Test
    void warnsTwoWeeksBeforeTheEndOnceADayAndAtTheEnd() throws Exception {
        ServerTls tls = open();
        Instant start = now;

        now = start.plus(Duration.ofDays(15));
        look(tls, 2);
        assertSaid();
        now = start.plus(Duration.ofDays(17));
        look(tls, 2);
        assertSaid("WARN the certificate LIVE.crt expires on TIME, in 12 days: renew it");
        now = start.plus(Duration.ofDays(29)).plus(Duration.ofHours(12));
        look(tls, 2);
        assertSaid("WARN the certificate LIVE.crt expires on TIME, in 11 hours: renew it");
        now = start.plus(Duration.ofDays(30)).plusSeconds(60);
        look(tls, 2);
        assertSaid("WARN the certificate LIVE.crt expired on TIME: clients refuse it");
    }

    @Test
    void warnsOfAChangedCertificateThatEndsSoon() throws Exception {
        ServerTls tls = open();
        now = now.plus(Duration.ofDays(17));
        look(tls, 1);
        log.list.clear();

        put("second");
        look(tls, 2);

        assertSaid(
                "INFO new connections use the changed certificate LIVE.crt, valid until END",
                "WARN the certificate LIVE.crt expires on TIME, in 12 days: renew it");
    }

    private ServerTls open() throws TlsFileException {
        return opened(new String[0]);
    }

    private ServerTls opened(String... warnings) throws TlsFileException {
        ServerTls tls = ServerTls.open(files, this::read, () -> now);
        assertEquals(
                "INFO the certificate LIVE.crt is valid until TIME",
                said().getFirst().replace("END", "TIME"));
        log.list.removeFirst();
        assertSaid(warnings);
        return tls;
    }

    private ServerTls.InUse read(Tls from) throws TlsFileException {
        readings++;
        if (readings > 1 && failures > 0) {
            failures--;
            throw TlsFileException.forNow(from.certificate(), "Too many open files");
        }
        return ServerTls.read(from);
    }

    private static void look(ServerTls tls, int times) {
        for (int i = 0; i < times; i++) {
            tls.look();
        }
    }

    private static void put(String name) throws IOException {
        for (String end : List.of(".crt", ".key")) {
            Files.write(folder.resolve("live" + end), Files.readAllBytes(folder.resolve(name + end)));
        }
    }

    /** The lines since the last time. */
    private void assertSaid(String... lines) {
        assertEquals(List.of(lines), said());
        log.list.clear();
    }

    private List<String> said() {
        return log.list.stream()
                .map(event ->
                        event.getLevel() + " " + event.getFormattedMessage().replaceFirst("^% TLS: ", ""))
                .map(line -> line.replace(folder + "/live", "LIVE")
                        .replaceAll("until \\d{4}-[^ ]*Z", "until END")
                        .replaceAll("\\d{4}-\\d\\d-[^ ]*Z", "TIME"))
                .toList();
    }
}
