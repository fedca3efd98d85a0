// Bun's own server, which has uWebSockets (C++) inside: an echo, or with --fan-out a room that everybody is in.

const fanOut = process.argv.includes("--fan-out");
const deflate = process.argv.includes("--deflate");
const ROOM = "room";

const echo = {
  message(socket, message) {
    socket.send(message, deflate);
  },
};

const room = {
  open(socket) {
    socket.subscribe(ROOM);
  },
  message(socket, message) {
    server.publish(ROOM, message, deflate);
  },
};

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch(request, server) {
    return server.upgrade(request) ? undefined : new Response("WebSocket only", { status: 426 });
  },
  websocket: {
    ...(fanOut ? room : echo),
    perMessageDeflate: deflate,
    // As with all peers: twice the largest load.
    maxPayloadLength: 128 * 1024,
    // As with Weft: its send queue, and what becomes of a client that does not read.
    backpressureLimit: 512 * 1024,
    closeOnBackpressureLimit: true,
    // Bun's own default: silence is noticed, as it is by Weft. It sends pings by itself.
    idleTimeout: 120,
  },
});

console.log(`LISTENING ${server.port}`);

if (process.argv.includes("--until-input-ends")) {
  process.stdin.on("end", () => process.exit(0));
  process.stdin.resume();
}
