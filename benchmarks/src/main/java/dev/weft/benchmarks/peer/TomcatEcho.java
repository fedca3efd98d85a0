package dev.weft.benchmarks.peer;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.Constants;
import org.apache.tomcat.websocket.server.WsSci;

/** Tomcat: a Jakarta WebSocket endpoint, whole messages, blocking sends. */
public final class TomcatEcho {

    /** Jakarta WebSocket has no path that matches all; these match those with up to two segments. */
    private static final List<String> PATHS = List.of("/", "/{first}", "/{first}/{second}");

    /** Why 20,000? Tomcat's own 8,192 is below the connections of the idle runs. */
    private static final String MAX_CONNECTIONS = "20000";

    private TomcatEcho() {}

    /**
     * Runs the server.
     *
     * @param arguments see {@link Peer}
     */
    public static void main(String[] arguments) throws Exception {
        Tomcat tomcat = new Tomcat();
        // Tomcat wants a folder to work in; one for all runs, so that they do not pile up.
        tomcat.setBaseDir(Path.of(System.getProperty("java.io.tmpdir"), "weft-benchmarks-tomcat")
                .toString());
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", Peer.HOST);
        connector.setProperty("maxConnections", MAX_CONNECTIONS);
        tomcat.setConnector(connector);
        configure(tomcat.addContext("", null), arguments);
        tomcat.start();
        Peer.listening(connector.getLocalPort(), arguments);
    }

    private static void configure(Context context, String[] arguments) {
        if (!Peer.has(arguments, Peer.STOCK_LIMITS)) {
            // Tomcat allocates these buffers for every session, used or not.
            context.addParameter(
                    Constants.TEXT_BUFFER_SIZE_SERVLET_CONTEXT_INIT_PARAM, Integer.toString(Peer.MAX_MESSAGE));
            context.addParameter(
                    Constants.BINARY_BUFFER_SIZE_SERVLET_CONTEXT_INIT_PARAM, Integer.toString(Peer.MAX_MESSAGE));
        }
        // The WebSocket container is a filter, and filters run only where a servlet is mapped.
        Tomcat.addServlet(context, "default", new DefaultServlet()).addMapping("/");
        context.addServletContainerInitializer(
                new Deployment(Peer.has(arguments, Peer.FAN_OUT) ? Member.class : Echo.class), Set.of());
    }

    private record Deployment(Class<? extends Endpoint> endpoint) implements ServletContainerInitializer {

        @Override
        public void onStartup(Set<Class<?>> classes, ServletContext context) throws ServletException {
            new WsSci().onStartup(Set.of(), context);
            var container =
                    (ServerContainer) context.getAttribute(Constants.SERVER_CONTAINER_SERVLET_CONTEXT_ATTRIBUTE);
            try {
                for (String path : PATHS) {
                    container.addEndpoint(
                            ServerEndpointConfig.Builder.create(endpoint, path).build());
                }
            } catch (DeploymentException e) {
                throw new ServletException(e);
            }
        }
    }

    /** Public because Tomcat makes the instances. */
    public static final class Echo extends Endpoint {

        /** For Tomcat. */
        public Echo() {}

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(new TextEcho(session));
            session.addMessageHandler(new BinaryEcho(session));
        }
    }

    /** Public because Tomcat makes the instances. */
    public static final class Member extends Endpoint {

        private static final Set<Session> ROOM = ConcurrentHashMap.newKeySet();

        /** For Tomcat. */
        public Member() {}

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            ROOM.add(session);
            session.addMessageHandler(new TextFanOut(ROOM));
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            ROOM.remove(session);
        }
    }

    // Named classes, because Tomcat reads the message type from the class and a lambda has none.
    private record TextEcho(Session session) implements MessageHandler.Whole<String> {

        @Override
        public void onMessage(String text) {
            try {
                session.getBasicRemote().sendText(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record TextFanOut(Set<Session> room) implements MessageHandler.Whole<String> {

        @Override
        public void onMessage(String text) {
            for (Session member : room) {
                new TextEcho(member).onMessage(text);
            }
        }
    }

    private record BinaryEcho(Session session) implements MessageHandler.Whole<ByteBuffer> {

        @Override
        public void onMessage(ByteBuffer payload) {
            try {
                session.getBasicRemote().sendBinary(payload);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
