#!/usr/bin/env python3
"""Pulls the cable of four clients of one machine, and tells how soon the server sees it with its default timeouts.

Server, router and client are network namespaces; the router forwards packets no more from one moment to the next, and
nobody is told. One client is idle and one is sent a stream, over TCP and over TLS. Needs root, a JDK in JAVA_HOME, openssl,
and Python's websockets:

    JAVA_HOME=... python3 interop/cable/cable.py dist/target/dist/weft-0.1.0
"""

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

# A ping after 20 s of silence, 20 s for its pong, and one for the tick of the watchdog.
LATEST = 41

SERVER, ROUTER, CLIENT = "weft-server", "weft-router", "weft-client"
ADDRESS = "10.77.1.2"

STREAM = """
import dev.weft.spi.*;

@Handler("stream")
public final class Stream implements MessageHandler {
    public void onMessage(Session session, Message message) {
        while (true) {
            session.send("x".repeat(60_000));
        }
    }
}
"""

# What runs in the client's namespace: says READY when the idle one has had its echo and the other much of its stream.
PEER = """
import asyncio, ssl, sys, websockets

async def main(url, authority):
    tls = ssl.create_default_context(cafile=authority) if url.startswith("wss") else None
    idle = await websockets.connect(url + "/ws/echo", ssl=tls, ping_interval=None)
    await idle.send("hello")
    assert await idle.recv() == "hello"
    stream = await websockets.connect(url + "/ws/stream", ssl=tls, ping_interval=None)
    await stream.send("go")
    for count in range(10**9):
        assert len(await stream.recv()) == 60000
        if count == 500:
            print("READY", flush=True)

asyncio.run(main(*sys.argv[1:]))
"""


def run(*command):
    subprocess.run(command, check=True)


def inside(namespace, *command, **options):
    return subprocess.Popen(["ip", "netns", "exec", namespace, *command], text=True, **options)


def connect(namespace, address, router_address, number):
    """Connects a namespace to the router, by a cable of its own."""
    run("ip", "link", "add", f"weft{number}", "netns", namespace, "type", "veth", "peer", f"weft{number}", "netns", ROUTER)
    for where, own in ((namespace, address), (ROUTER, router_address)):
        run("ip", "-n", where, "address", "add", f"{own}/24", "dev", f"weft{number}")
        run("ip", "-n", where, "link", "set", f"weft{number}", "up")
    run("ip", "-n", namespace, "route", "add", "default", "via", router_address)


def forward(on):
    run("ip", "netns", "exec", ROUTER, "sh", "-c", f"echo {int(on)} > /proc/sys/net/ipv4/ip_forward")


def certificate(folder):
    key, certificate = folder / "server.key", folder / "server.crt"
    run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
        "-subj", "/CN=weft", "-addext", f"subjectAltName=IP:{ADDRESS}", "-keyout", str(key), "-out", str(certificate))
    return key, certificate


def plugin(home, folder):
    """The handler that streams, as a JAR in a folder of its own."""
    classes, plugins = folder / "classes", folder / "plugins"
    (classes / "META-INF" / "services").mkdir(parents=True)
    plugins.mkdir()
    (classes / "META-INF" / "services" / "dev.weft.spi.MessageHandler").write_text("Stream\n")
    (folder / "Stream.java").write_text(STREAM)
    tools = Path(os.environ["JAVA_HOME"]) / "bin"
    spi = next((home / "lib").glob("weft-spi-*.jar"))
    run(tools / "javac", "--release", "21", "-cp", spi, "-d", classes, folder / "Stream.java")
    run(tools / "jar", "--create", "--file", plugins / "stream.jar", "-C", classes, ".")
    return plugins


class Server:
    """A server, and when it wrote which line."""

    def __init__(self, home, plugins, port, *more):
        self.lines = []
        self.process = inside(
            SERVER, str(home / "bin" / "weft"), "serve", "--host", ADDRESS, "--port", str(port),
            "--handler", "echo", "--handler", "stream", "--plugins-dir", str(home / "plugins"),
            "--plugins-dir", str(plugins), *more, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        threading.Thread(target=self.read, daemon=True).start()
        self.wait("Ctrl-C", 1)

    def read(self):
        for line in self.process.stdout:
            self.lines.append((time.monotonic(), line.strip()))

    def wait(self, regex, count, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = [(at, line) for at, line in self.lines if re.search(regex, line)]
            if len(found) >= count:
                return found
            time.sleep(0.01)
        raise SystemExit(f"not {count} times {regex} in {self.lines}")


def peers(url, authority):
    process = inside(CLIENT, sys.executable, "-c", PEER, url, str(authority), stdout=subprocess.PIPE)
    assert process.stdout.readline() == "READY\n"
    return process


def pull(servers):
    forward(False)
    pulled = time.monotonic()
    late = False
    for name, server in servers.items():
        for (at, line), which in zip(server.wait("cut: ", 2), ("first", "second")):
            print(f"{name}: {which} seen after {at - pulled:.1f} s: {line}")
            late |= at - pulled > LATEST
    return late


def main(home):
    running = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            for namespace in (SERVER, ROUTER, CLIENT):
                run("ip", "netns", "add", namespace)
            connect(SERVER, ADDRESS, "10.77.1.1", 1)
            connect(CLIENT, "10.77.2.2", "10.77.2.1", 2)
            forward(True)
            plugins = plugin(home, folder)
            key, authority = certificate(folder)
            servers = {
                "ws": Server(home, plugins, 8083),
                "wss": Server(home, plugins, 8084, "--tls-cert", str(authority), "--tls-key", str(key)),
            }
            running += [server.process for server in servers.values()]
            running.append(peers(f"ws://{ADDRESS}:8083", authority))
            running.append(peers(f"wss://{ADDRESS}:8084", authority))
            return pull(servers)
        finally:
            for process in running:
                process.kill()
            for namespace in (SERVER, ROUTER, CLIENT):
                run("ip", "netns", "del", namespace)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
