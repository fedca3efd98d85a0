package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The handler {@code channels} in the packaged server, as docs/channels.md describes it. */
class ChannelsIT {

    private static final Path PAGE = Path.of("../docs/channels.md");
    private static final String MARK = "text \u001e";
    private static final String GRANTED = "{\"kind\":\"kept\",\"may\":[\"subscribe\",\"publish\",\"history\"]}";

    @TempDir
    private Path folder;

    private static WeftProcess serve(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--handler", "channels"));
        arguments.addAll(List.of(more));
        return WeftProcess.serve(arguments.toArray(String[]::new));
    }

    private static String request(int id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + ",\"id\":" + id + "}";
    }

    private static String result(int id, String json) {
        return "text {\"jsonrpc\":\"2.0\",\"result\":" + json + ",\"id\":" + id + "}";
    }

    private static String error(int id, int code, String message) {
        return "text {\"jsonrpc\":\"2.0\",\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"},\"id\":"
                + id + "}";
    }

    private static String message(String topic, String data) {
        return "text {\"jsonrpc\":\"2.0\",\"method\":\"message\",\"params\":{\"topic\":\"" + topic + "\",\"data\":"
                + data + "}}";
    }

    private static JdkClient subscribed(WeftProcess server, String query, String topic) throws InterruptedException {
        JdkClient client = JdkClient.connect(server.ws("/ws/channels" + query));
        client.send(request(1, "subscribe", "[\"" + topic + "\"]"));
        String next = client.next();
        if (next.startsWith(MARK + "n ")) {
            next = client.next();
        }
        assertTrue(next.startsWith("text {\"jsonrpc\":\"2.0\",\"result\":{\"kind\":"), next);
        return client;
    }

    /** Publishes, with the answer, for which the client waits if it is not subscribed itself. */
    private static void publish(JdkClient client, String topic, String data) throws InterruptedException {
        client.send(request(7, "publish", "[\"" + topic + "\"," + data + "]"));
        assertEquals(result(7, "true"), client.next());
    }

    private static String markAndMessage(JdkClient client, String topic, String data) throws InterruptedException {
        String mark = client.next();
        String start = MARK + "m " + topic + " ";
        assertTrue(mark.startsWith(start), mark);
        assertEquals(message(topic, data), client.next());
        return mark.substring(start.length());
    }

    @Test
    void theDialogueOfTheDocumentationIsWhatHappens() throws Exception {
        String page = Files.readString(PAGE);
        int start = page.indexOf("```json-rpc\n") + "```json-rpc\n".length();
        List<String> lines =
                page.substring(start, page.indexOf("```", start)).lines().toList();
        assertEquals(5, lines.size());
        try (WeftProcess server = serve();
                JdkClient client = JdkClient.connect(server.ws("/"))) {
            List<String> expected = new ArrayList<>();
            List<String> heard = new ArrayList<>();
            for (String line : lines) {
                if (line.startsWith("> ")) {
                    assertEquals(
                            expected.stream().sorted().toList(),
                            heard.stream().sorted().toList());
                    client.send(line.substring(2));
                } else {
                    expected.add("text " + line.substring(2));
                    heard.add(client.next());
                }
            }
            assertEquals(
                    expected.stream().sorted().toList(), heard.stream().sorted().toList());
        }
    }

    @Test
    void twoClientsChat() throws Exception {
        try (WeftProcess server = serve();
                JdkClient anna = subscribed(server, "", "public/lobby");
                JdkClient ben = subscribed(server, "", "public/lobby")) {
            anna.send("{\"jsonrpc\":\"2.0\",\"method\":\"publish\",\"params\":[\"public/lobby\",\"straße 🧵\"]}");
            assertEquals(message("public/lobby", "\"straße 🧵\""), anna.next());
            assertEquals(message("public/lobby", "\"straße 🧵\""), ben.next());
            ben.send("{\"jsonrpc\":\"2.0\",\"method\":\"publish\",\"params\":[\"public/lobby\",1.50]}");
            assertEquals(message("public/lobby", "1.50"), ben.next());
            assertEquals(message("public/lobby", "1.50"), anna.next());
        }
    }

    @Test
    void whoWasCutOffGetsWhatItMissedOrIsTold() throws Exception {
        String topic = "public/lobby";
        try (WeftProcess server = serve("--history-size", "3");
                JdkClient ben = JdkClient.connect(server.ws("/"))) {
            JdkClient anna = subscribed(server, "?weft-resume=", topic);
            publish(ben, topic, "1");
            String seen = markAndMessage(anna, topic, "1");
            anna.close();
            publish(ben, topic, "2");
            publish(ben, topic, "3");

            try (JdkClient again = JdkClient.connect(server.ws("/?weft-resume=" + topic + ":" + seen))) {
                again.send(request(1, "subscribe", "[\"" + topic + "\"]"));
                assertEquals(MARK + "b " + topic, again.next());
                markAndMessage(again, topic, "2");
                String last = markAndMessage(again, topic, "3");
                assertEquals(MARK + "r " + topic + " ok " + last, again.next());
                assertEquals(result(1, GRANTED), again.next());
                again.send(request(2, "history", "[\"" + topic + "\",1]"));
                assertTrue(again.next().contains("\"data\":3,\"position\":\"" + last + "\",\"time\":\""));
            }
            publish(ben, topic, "4");
            publish(ben, topic, "5");
            for (String lost : List.of(seen, "forged", "a.b-c_0")) {
                try (JdkClient late = JdkClient.connect(server.ws("/?weft-resume=" + topic + ":" + lost))) {
                    late.send(request(1, "subscribe", "[\"" + topic + "\"]"));
                    assertTrue(late.next().startsWith(MARK + "r " + topic + " lost "), lost);
                    assertEquals(result(1, GRANTED), late.next());
                }
            }
        }
    }

    /** With the settings of the documentation, as a file and with another on the command line. */
    @Test
    void theSettingsSayWhatThereIsAndWhoMayDoWhat() throws Exception {
        String page = Files.readString(PAGE);
        int start = page.indexOf("```properties\n") + "```properties\n".length();
        Files.writeString(folder.resolve("channels.properties"), page.substring(start, page.indexOf("```", start)));
        try (WeftProcess server = serve("--conf-dir", folder.toString(), "--set", "channels.max-data=9");
                JdkClient client = JdkClient.connect(server.ws("/"))) {
            publish(client, "chat/a", "\"1234567\"");
            client.send(request(1, "publish", "[\"chat/a\",\"12345678\"]"));
            assertTrue(client.next().contains("-32602"));
            client.send(request(2, "publish", "[\"chat/news/a\",1]"));
            assertEquals(error(2, -32002, "Not allowed"), client.next());
            client.send(request(3, "subscribe", "[\"public/lobby\"]"));
            assertEquals(error(3, -32001, "No such topic"), client.next());
            client.send(request(4, "history", "[\"chat/a\"]"));
            String history = client.next();
            assertTrue(history.startsWith("text {\"jsonrpc\":\"2.0\",\"result\":[{\"data\":\"1234567\","), history);
        }
    }

    @Test
    void aWrongSettingFailsTheStartAndIsNamed() throws Exception {
        try (WeftProcess server = WeftProcess.run(
                "serve", "--port", "0", "--handler", "channels", "--set", "channels.topics.chat/=kept write")) {
            assertEquals(1, server.awaitExit(), server::output);
            String said = server.awaitWholeOutput();
            assertTrue(said.contains("topics.chat/=kept write: 'write' is none of subscribe, publish, history"), said);
        }
    }

    @Test
    void subscriptionsOutliveTheJarThatIsReplaced() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Path jar = WeftProcess.jar("plugins", "weft-plugin-channels");
        Files.copy(jar, plugins.resolve("channels.jar"));
        try (WeftProcess server = serve("--plugins-dir", plugins.toString());
                JdkClient anna = subscribed(server, "?weft-resume=", "public/lobby");
                JdkClient ben = subscribed(server, "", "live/a")) {
            replace(jar, plugins.resolve("channels.jar"));
            server.awaitOutput("channels#2 .* has replaced");
            try (JdkClient fresh = JdkClient.connect(server.ws("/"))) {
                publish(fresh, "public/lobby", "1");
                publish(fresh, "live/a", "2");
                markAndMessage(anna, "public/lobby", "1");
                assertEquals(message("live/a", "2"), ben.next());
            }
            ben.send(request(2, "unsubscribe", "[\"live/a\"]"));
            assertEquals(result(2, "true"), ben.next());
        }
    }

    /** The same classes, and one more entry: to the server it is another JAR. */
    private static void replace(Path jar, Path target) throws IOException {
        Path fresh = Files.createTempFile(target.getParent(), "fresh", ".tmp");
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(fresh))) {
            for (ZipEntry entry : from.stream().toList()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                from.getInputStream(entry).transferTo(to);
            }
            to.putNextEntry(new ZipEntry("version.txt"));
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void whoConnectedUnderOtherRulesComesBackUnderTheNewOnes() throws Exception {
        Path settings = Files.writeString(folder.resolve("channels.properties"), "topics.a=kept subscribe,publish\n");
        try (WeftProcess server = serve("--conf-dir", folder.toString(), "--drain-timeout", "0");
                JdkClient anna = subscribed(server, "", "a")) {
            Files.writeString(settings, "topics.a=kept publish\n");
            assertTrue(anna.next().startsWith("close 1012"));
            try (JdkClient again = JdkClient.connect(server.ws("/"))) {
                again.send(request(1, "subscribe", "[\"a\"]"));
                assertEquals(error(1, -32002, "Not allowed"), again.next());
            }
        }
    }
}
