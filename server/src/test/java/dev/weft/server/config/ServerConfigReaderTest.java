package dev.weft.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfigReaderTest {

    private static final InstallationDirs HOME = new InstallationDirs(List.of("plugins", "more"), "web", "conf");

    @Test
    void fallsBackToSafeDefaults() {
        ServerConfig config = read(Map.of(), Map.of());

        assertEquals("127.0.0.1", config.host());
        assertEquals(8083, config.port());
        assertEquals(List.of(), config.handlers());
        assertEquals(List.of(Path.of("plugins"), Path.of("more")), config.pluginsDirs());
        assertEquals(Path.of("web"), config.webDir());
        assertEquals(Map.of(), config.handlerSettings());
        assertEquals(Set.of(), config.origins());
        assertEquals(
                new Redeploying(true, OnReplace.HANDOVER, Duration.ofSeconds(30), Path.of("conf")),
                config.redeploying());
    }

    @Test
    void limitsEverythingByDefault() {
        Limits limits = read(Map.of(), Map.of()).limits();

        assertEquals(1 << 20, limits.maxMessageSize());
        assertEquals(65_536, limits.maxFragments());
        assertEquals(16 << 10, limits.maxHeaderSize());
        assertEquals(Runtime.getRuntime().maxMemory() / 100 * 25, limits.memoryBudget());
        assertEquals(512 << 10, limits.sendQueueSize());
        assertEquals(
                Math.min(10_000, DescriptorLimit.ofThisProcess() - DescriptorLimit.KEPT_FREE), limits.maxConnections());
    }

    @Test
    void waitsForNothingWithoutAnEndByDefault() {
        assertEquals(
                new Timeouts(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20),
                        Duration.ZERO,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ZERO),
                read(Map.of(), Map.of()).timeouts());
    }

    @Test
    void prefersFlagsToVariablesAndVariablesToDefaults() {
        ServerConfig config = read(
                Map.of(Setting.PORT, List.of("1")),
                Map.of("WEFT_PORT", "2", "WEFT_MAX_FRAGMENTS", "3", "WEFT_HOST", ""));

        assertEquals(1, config.port());
        assertEquals(3, config.limits().maxFragments());
        assertEquals("127.0.0.1", config.host());
    }

    @ParameterizedTest
    @ValueSource(strings = {"WEFT_PROT", "WEFT_PORT_", "WEFT_"})
    void refusesAVariableThatIsNoSetting(String variable) {
        assertEquals(
                variable + ": no setting has this name; 'weft serve --help' lists them",
                complaint(Map.of(), Map.of(variable, "1")));
    }

    @Test
    void leavesVariablesAloneThatAreReadElsewhereOrEmpty() {
        Map<String, String> others = Map.of(
                "WEFT_JAVA_OPTS",
                "-Xmx1g",
                "WEFT_TEST_PATIENCE",
                "4",
                "WEFT_HOME",
                "/opt/weft",
                "WEFTY",
                "1",
                "WEFT_PROT",
                "");

        assertEquals(8083, read(Map.of(), others).port());
    }

    @Test
    void servesPlainUnlessACertificateIsNamed() {
        assertEquals(Optional.empty(), read(Map.of(), Map.of()).tls());
        assertEquals("http", read(Map.of(), Map.of()).scheme());
    }

    @Test
    void takesACertificateWithItsKeyFromAnySource() {
        ServerConfig config = read(
                Map.of(Setting.TLS_CERT, List.of("a.crt"), Setting.TLS_CLIENT_CA, List.of("ca.crt")),
                Map.of("WEFT_TLS_KEY", "a.key"));

        assertEquals(
                new Tls(Path.of("a.crt"), Path.of("a.key"), Optional.empty(), Optional.of(Path.of("ca.crt"))),
                config.tls().orElseThrow());
        assertEquals("https", config.scheme());
    }

    @ParameterizedTest
    @CsvSource({
        "TLS_CERT, --tls-cert=x: --tls-key is needed too",
        "TLS_KEY, --tls-key=x: --tls-cert is needed too",
        "TLS_KEY_PASSWORD_FILE, --tls-key-password-file=x: --tls-cert is needed too",
        "TLS_CLIENT_CA, --tls-client-ca=x: --tls-cert is needed too",
    })
    void refusesHalfOfWhatTlsNeeds(Setting alone, String complaint) {
        ConfigException wrong = assertThrows(ConfigException.class, () -> read(Map.of(alone, List.of("x")), Map.of()));

        assertEquals(complaint, wrong.getMessage());
    }

    @Test
    void replacesAListAsAWhole() {
        ServerConfig config = read(
                Map.of(Setting.HANDLER, List.of("echo", "uppercase,echo")), Map.of("WEFT_HANDLER", "json-command"));

        assertEquals(List.of("echo", "uppercase"), config.handlers());
    }

    @Test
    void mergesHandlerSettingsKeyByKey() {
        ServerConfig config = read(
                Map.of(Setting.SET, List.of("echo.a=flag", "json.text=x=y, z")),
                Map.of("WEFT_SET", "echo.a=variable\necho.b=variable"));

        assertEquals(
                Map.of("echo", Map.of("a", "flag", "b", "variable"), "json", Map.of("text", "x=y, z")),
                config.handlerSettings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "echo.a", "a=b", ".a=b", "echo.=b", "e o.a=b"})
    void refusesAnAssignmentThatIsNone(String text) {
        assertEquals(
                "--set=" + text + ": ID.KEY=VALUE is needed", complaint(Map.of(Setting.SET, List.of(text)), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org", "http://example.org:8080", "null", "*", "HTTPS://Example.ORG"})
    void takesOrigins(String origin) {
        assertEquals(
                1,
                read(Map.of(Setting.ORIGIN, List.of(origin)), Map.of())
                        .origins()
                        .size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.org", "https://example.org/", "https://example.org/path", "https://", "https://a@b"})
    void refusesWhatNoBrowserSendsAsAnOrigin(String origin) {
        assertTrue(
                complaint(Map.of(Setting.ORIGIN, List.of(origin)), Map.of()).startsWith("--origin=" + origin + ": "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PORT             | 65536   | --port=65536: a whole number from 0 to 65535 is needed
            PORT             | -1      | --port=-1: a whole number from 0 to 65535 is needed
            PORT             | http    | --port=http: a whole number from 0 to 65535 is needed
            MAX_MESSAGE_SIZE | 0       | --max-message-size=0: a size from 1 to 1GiB is needed
            MAX_MESSAGE_SIZE | 1025MiB | --max-message-size=1025MiB: a size from 1 to 1GiB is needed
            MAX_HEADER_SIZE  | 1023    | --max-header-size=1023: a size from 1KiB to 1MiB is needed
            MEMORY_BUDGET    | 101%    | --memory-budget=101%: a size or a percentage from 1MiB to 1TiB is needed
            PING_INTERVAL    | 20      | --ping-interval=20: a time with its unit from 0 to 24h is needed
            PING_INTERVAL    | 25h     | --ping-interval=25h: a time with its unit from 0 to 24h is needed
            CLOSE_TIMEOUT    | 0       | --close-timeout=0: a time with its unit from 1ms to 24h is needed
            HOST             | ' '     | '--host= : a value is needed'
            """)
    void namesThePlaceAndTheRange(Setting setting, String text, String complaint) {
        assertEquals(complaint, complaint(Map.of(setting, List.of(text)), Map.of()));
    }

    @Test
    void namesTheVariable() {
        assertEquals(
                "WEFT_PORT=x: a whole number from 0 to 65535 is needed", complaint(Map.of(), Map.of("WEFT_PORT", "x")));
    }

    @Test
    void refusesAMessageThatTheBudgetCannotHold() {
        assertEquals(
                "--max-message-size=2MiB: more than the memory budget of 1048576 bytes (--memory-budget)",
                complaint(
                        Map.of(
                                Setting.MAX_MESSAGE_SIZE, List.of("2MiB"),
                                Setting.MEMORY_BUDGET, List.of("1MiB")),
                        Map.of()));
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void takesBothEndsOfEveryRange(Setting setting) {
        if (setting.type() instanceof ValueType.Range range) {
            for (String end : List.of(range.least(), range.most())) {
                Settings settings = settings(Map.of(setting, List.of(end)), Map.of());
                assertEquals(range.quantity().parse(end).orElseThrow(), settings.number(setting));
            }
        }
    }

    @Test
    void knowsTheLevelsOfTheLog() {
        assertEquals(
                "debug",
                settings(Map.of(Setting.LOG_LEVEL, List.of("DEBUG")), Map.of()).logLevel());
        ConfigException thrown = assertThrows(
                ConfigException.class,
                () -> settings(Map.of(), Map.of("WEFT_LOG_LEVEL", "loud")).logLevel());
        assertEquals("WEFT_LOG_LEVEL=loud: one of error, warn, info, debug, trace is needed", thrown.getMessage());
    }

    private static String complaint(Map<Setting, List<String>> flags, Map<String, String> environment) {
        return String.valueOf(assertThrows(ConfigException.class, () -> read(flags, environment))
                .getMessage());
    }

    private static ServerConfig read(Map<Setting, List<String>> flags, Map<String, String> environment) {
        return settings(flags, environment).server();
    }

    private static Settings settings(Map<Setting, List<String>> flags, Map<String, String> environment) {
        return new Settings(List.of(
                ConfigSource.ofFlags(flags), ConfigSource.ofEnvironment(environment), ConfigSource.ofDefaults(HOME)));
    }
}
