package dev.weft.server.command;

import dev.weft.server.config.ServerConfig;
import dev.weft.server.log.Printable;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.plugin.deploy.HandlerRegistry;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The message shown when the server has started: its URLs, the handlers that answer there, and what was left out. */
final class StartReport {

    private final boolean encrypted;
    private final InetSocketAddress address;
    private final HandlerRegistry handlers;

    StartReport(ServerConfig config, InetSocketAddress address, HandlerRegistry handlers) {
        this.encrypted = config.tls().isPresent();
        this.address = address;
        this.handlers = handlers;
    }

    void print(PrintWriter out) {
        String authority = authority();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("browser client", (encrypted ? "https://" : "http://") + authority + "/"));
        for (Generation handler : handlers.chosen()) {
            String url = (encrypted ? "wss://" : "ws://") + authority + "/ws/" + handler.id();
            rows.add(List.of(handler.id(), url, remark(handler, rows.size() == 1)));
        }
        out.println("weft " + WeftVersion.text());
        Columns.print(out, "  ", rows);
        List<String> notChosen = handlers.notChosen();
        if (!notChosen.isEmpty()) {
            out.println("not chosen: " + Printable.of(String.join(", ", notChosen)));
        }
        if (rows.size() == 1) {
            out.println("no handler yet: the first JAR copied into a plugins folder will be served");
        }
        new PluginTable(handlers.reports()).printProblems(out);
        out.println("Ctrl-C stops.");
        out.flush();
    }

    private static String remark(Generation handler, boolean isFirst) {
        String jar = Printable.of(ShownPath.of(handler.jar()));
        if (!handler.isActive()) {
            return jar + ", not started: answers 503";
        }
        return isFirst ? jar + ", also at any other path" : jar;
    }

    /** Host and port for a URL; a server that listens on all addresses is also reachable locally. */
    private String authority() {
        InetAddress host = address.getAddress();
        String text = host.isAnyLocalAddress() ? "localhost" : host.getHostAddress();
        return (text.contains(":") ? "[" + text + "]" : text) + ":" + address.getPort();
    }
}
