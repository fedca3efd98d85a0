import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Connector } from "../js/connector.js";

// What a browser's WebSocket does, without a network: the test says when it opens and how it ends.
class FakeSocket {
  readyState = 0;
  bufferedAmount = 0;
  protocol = "";
  extensions = "";
  closes = [];

  constructor(url) {
    this.url = url;
  }

  open() {
    this.readyState = 1;
    this.onopen();
  }

  end(code, reason = "") {
    this.readyState = 3;
    this.onclose({ code, reason });
  }

  close(code, reason) {
    this.closes.push([code, reason]);
    this.readyState = 2;
  }
}

function newConnector(options = {}) {
  const sockets = [];
  const seen = [];
  const listener = {
    onConnecting: ({ url }) => seen.push(`connecting ${url}`),
    onState: (state) => seen.push(`state ${state}`),
    onOpen: () => seen.push("open"),
    onMessage: ({ data }) => seen.push(`message ${data}`),
    onClosed: ({ code }, plan) => seen.push(`closed ${code} ${plan}`),
    onWait: (wait) => wait && seen.push(`wait ${wait.attempt} ${wait.delay}`),
    onCancelled: () => seen.push("cancelled"),
    onRefused: ({ message }) => seen.push(`refused ${message}`),
  };
  const openSocket = ({ url }) => {
    sockets.push(new FakeSocket(url));
    return sockets.at(-1);
  };
  const connector = new Connector({ listener, openSocket, random: () => 0.5, ...options });
  return { connector, sockets, seen };
}

const target = { url: "ws://server/ws/echo", protocols: [] };

test("reports a connection from its first state to its last", () => {
  const { connector, sockets, seen } = newConnector();
  connector.connect(target);
  sockets[0].open();
  sockets[0].onmessage({ data: "hello" });
  connector.close(1000, "bye");
  sockets[0].end(1000);
  assert.deepEqual(seen, [
    "connecting ws://server/ws/echo",
    "state 0",
    "state 1",
    "open",
    "message hello",
    "state 2",
    "state 3",
    "closed 1000 user",
  ]);
  assert.deepEqual(sockets[0].closes, [[1000, "bye"]]);
  assert.equal(connector.connection, null);
});

test("connects again after a loss, with growing waits, until it is open again", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { connector, sockets, seen } = newConnector();
  connector.connect(target);
  sockets[0].open();
  sockets[0].end(1006);
  context.mock.timers.tick(2499);
  assert.equal(sockets.length, 1);
  context.mock.timers.tick(1);
  assert.equal(sockets.length, 2);
  sockets[1].end(1006);
  context.mock.timers.tick(7500);
  assert.equal(sockets.length, 3);
  sockets[2].open();
  assert.deepEqual(
    seen.filter((line) => line.startsWith("wait")),
    ["wait 1 2500", "wait 2 7500"],
  );
  assert.ok(connector.connection.isOpen);
});

test("comes back at once after 1012, but waits when it is told so again", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { connector, sockets, seen } = newConnector();
  connector.connect(target);
  sockets[0].open();
  sockets[0].end(1012);
  context.mock.timers.tick(0);
  assert.equal(sockets.length, 2);
  sockets[1].open();
  sockets[1].end(1012);
  assert.deepEqual(
    seen.filter((line) => line.startsWith("wait")),
    ["wait 1 0", "wait 2 7500"],
  );
});

test("a connection that was stable starts the waits afresh", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { connector, sockets, seen } = newConnector();
  connector.connect(target);
  for (const round of [0, 1]) {
    sockets[round].open();
    context.mock.timers.tick(10_000);
    sockets[round].end(1012);
    context.mock.timers.tick(0);
  }
  assert.deepEqual(
    seen.filter((line) => line.startsWith("wait")),
    ["wait 1 0", "wait 1 0"],
  );
});

test("stays away after a normal end, a refusal, or a first attempt that failed", () => {
  for (const [code, opens, plan] of [
    [1000, true, "normal"],
    [1008, true, "refused"],
    [1006, false, "never-opened"],
    [4001, true, "application"],
  ]) {
    const { connector, sockets, seen } = newConnector();
    connector.connect(target);
    if (opens) {
      sockets[0].open();
    }
    sockets[0].end(code);
    assert.equal(seen.at(-1), `closed ${code} ${plan}`);
    assert.equal(connector.isWaiting, false);
  }
});

test("stays away when automatic reconnect is off", () => {
  const { connector, sockets, seen } = newConnector();
  connector.reconnects = false;
  connector.connect(target);
  sockets[0].open();
  sockets[0].end(1006);
  assert.equal(seen.at(-1), "closed 1006 switched-off");
});

test("a wait can be cut short or cancelled", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { connector, sockets, seen } = newConnector();
  connector.connect(target);
  sockets[0].open();
  sockets[0].end(1006);
  connector.reconnectNow();
  assert.equal(sockets.length, 2);
  sockets[1].end(1006);
  connector.cancelReconnect();
  context.mock.timers.tick(100_000);
  connector.reconnectNow();
  assert.equal(sockets.length, 2);
  assert.deepEqual(
    seen.filter((line) => line === "cancelled"),
    ["cancelled"],
  );
});

test("connecting to another target ends a wait without calling it cancelled", () => {
  const { connector, sockets, seen } = newConnector();
  connector.connect(target);
  sockets[0].open();
  sockets[0].end(1006);
  connector.connect(target);
  assert.equal(sockets.length, 2);
  assert.equal(connector.isWaiting, false);
  assert.ok(!seen.includes("cancelled"));
});

test("switching closes the old connection and listens to the new one only", () => {
  const { connector, sockets, seen } = newConnector();
  connector.connect(target);
  sockets[0].open();
  connector.connect({ url: "ws://server/ws/uppercase", protocols: [] });
  assert.deepEqual(sockets[0].closes, [[1000, ""]]);
  sockets[1].open();
  seen.length = 0;
  sockets[0].onmessage({ data: "late" });
  sockets[0].end(1000);
  assert.deepEqual(seen, ["closed 1000 replaced"]);
  assert.ok(connector.connection.isOpen);
});

test("an address the browser refuses is reported, not thrown", () => {
  const openSocket = mock.fn(() => {
    throw new Error("insecure");
  });
  const { connector, seen } = newConnector({ openSocket });
  connector.connect(target);
  assert.equal(seen.at(-1), "refused insecure");
  assert.equal(connector.connection, null);
});
