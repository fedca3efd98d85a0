package dev.weft.it;

import dev.weft.testkit.PluginJar;
import dev.weft.testkit.TopicChecker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Clients and publishers of one topic of each kind, while something goes wrong; and who judges them. */
final class TopicTraffic {

    private static final Duration PATIENCE = Duration.ofMinutes(Length.of(3, 20));

    /** Subscribes whoever says "join TOPIC", and publishes what follows "say TOPIC". */
    private static final String HANDLER = """
            @Handler(value = "faults", handOver = HandOver.ACCEPT)
            public final class Faults implements MessageHandler {
                private Topics topics;

                public void start(HandlerContext context) { topics = context.topics(); }

                private Topic topic(String name) {
                    return switch (name) {
                        case "live" -> topics.live(name);
                        case "kept" -> topics.kept(name);
                        default -> topics.latest(name);
                    };
                }

                public void onMessage(Session session, Message message) {
                    String[] words = ((Message.Text) message).text().split(" ", 3);
                    switch (words[0]) {
                        case "join" -> {
                            topic(words[1]).subscribe(session);
                            session.send("= joined");
                        }
                        case "say" -> {
                            topic(words[1]).publish(Message.text("# " + words[2]));
                            session.send("= said");
                        }
                        default -> session.send("= version VERSION");
                    }
                }
            }
            """;

    /** The kinds of topics, each with the one that is used. */
    enum Kind {
        LIVE,
        KEPT,
        LATEST;

        String topic() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many there are of each kind of topic. */
    record Scale(int clients, int publishers, int messages, int messageSize) {}

    /** How a client connects. */
    @FunctionalInterface
    interface Opening {
        RawClient open(String path) throws IOException;
    }

    /** How the client with this number connects, and reads. */
    interface Clients {
        Opening opening(int number);

        TopicClient.Pace pace(int number);
    }

    /** What goes wrong meanwhile. */
    @FunctionalInterface
    interface Disturbance {
        void run() throws Exception;
    }

    private final Scale scale;
    private final int port;
    private final String filler;
    private final Map<Kind, TopicChecker> checkers = new EnumMap<>(Kind.class);
    private final List<TopicClient> clients = new ArrayList<>();
    private final CountDownLatch joined;
    private final CountDownLatch disturbed = new CountDownLatch(1);
    private final CountDownLatch publishing;
    private final CountDownLatch listening;

    TopicTraffic(WeftProcess server, Scale scale) {
        this.scale = scale;
        this.port = server.port();
        this.filler = "|" + "x".repeat(scale.messageSize());
        this.joined = new CountDownLatch(3 * scale.clients());
        this.publishing = new CountDownLatch(3 * scale.publishers());
        this.listening = new CountDownLatch(3 * scale.clients());
        for (Kind kind : Kind.values()) {
            checkers.put(kind, new TopicChecker(TopicChecker.Kind.valueOf(kind.name())));
        }
    }

    /** Puts the handler into a folder; a different number makes a different JAR. */
    static void putHandler(Path plugins, int version) {
        PluginJar.named("faults.jar")
                .handler("com.example.Faults", HANDLER.replace("VERSION", Integer.toString(version)))
                .in(plugins);
    }

    TopicChecker checker(Kind kind) {
        return Objects.requireNonNull(checkers.get(kind));
    }

    /** How often clients connected, beyond the first time. */
    int reconnects() {
        return clients.stream().mapToInt(client -> client.connections() - 1).sum();
    }

    /** Counted down to 0 when every publisher has said what it had to say. */
    CountDownLatch publishing() {
        return publishing;
    }

    /** Runs everything to its end, and fails if any promise was broken. */
    void run(Clients how, Disturbance disturbance) throws Exception {
        int subscribers = 3 * scale.clients();
        int publishers = 3 * scale.publishers();
        for (int i = 0; i < subscribers; i++) {
            Kind kind = kindOf(i);
            clients.add(new TopicClient(kind, checker(kind).witness(kind + " " + i), how.pace(i), joined::countDown));
        }
        Crowd.run(subscribers + publishers + 3 + 1, PATIENCE, number -> {
            if (number < subscribers) {
                clients.get(number).run(how.opening(number));
                listening.countDown();
            } else if (number < subscribers + publishers) {
                publish(kindOf(number), "p" + number);
            } else if (number < subscribers + publishers + 3) {
                end(kindOf(number));
            } else {
                joined.await();
                disturbance.run();
                disturbed.countDown();
            }
        });
        checkers.values().forEach(TopicChecker::assertKept);
    }

    private static Kind kindOf(int number) {
        return Kind.values()[number % 3];
    }

    /** Publishes its messages, and goes on as long as something goes wrong. */
    private void publish(Kind kind, String name) throws Exception {
        joined.await();
        TopicChecker.Publisher publisher = checker(kind).publisher(name);
        try (RawClient connection = RawClient.open(port, "/ws/faults")) {
            for (int i = 0; i < scale.messages() || disturbed.getCount() > 0; i++) {
                say(connection, kind, publisher);
            }
        }
        publishing.countDown();
    }

    private void say(RawClient connection, Kind kind, TopicChecker.Publisher publisher) throws IOException {
        connection.text("say " + kind.topic() + " " + publisher.next() + filler);
        String answer = connection.readAndPong().text();
        if (!answer.equals("= said")) {
            throw new AssertionError(answer);
        }
        publisher.published();
    }

    /** Says that it is over until everybody has heard it: who was away, or is slow, may have missed it. */
    private void end(Kind kind) throws Exception {
        publishing.await();
        TopicChecker.Publisher publisher = checker(kind).publisher(TopicClient.END.trim());
        try (RawClient connection = RawClient.open(port, "/ws/faults")) {
            do {
                say(connection, kind, publisher);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            } while (listening.getCount() > 0);
        }
    }
}
