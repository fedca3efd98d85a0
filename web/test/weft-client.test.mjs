import assert from "node:assert/strict";
import { test } from "node:test";
import { connect } from "../js/weft-client.js";
import { newClient } from "./fake-sockets.mjs";

const RS = "\u001e";
const highest = 1 - Number.EPSILON;

const stateless = (seen) => seen.filter((line) => !line.startsWith("state"));

// The waits before the attempts that follow these ends; null opens the connection instead.
function waitsAfter(context, ends, options) {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const { client, sockets, last } = newClient(options);
  const waits = [];
  client.addEventListener("close", ({ wait }) => waits.push(wait));
  for (const end of ends) {
    if (end === null) {
      last().open();
    } else {
      last().end(end);
      context.mock.timers.tick(waits.at(-1));
    }
  }
  assert.equal(sockets.length, waits.length + 1);
  context.mock.timers.reset();
  return waits;
}

test("tells of a connection from its first state to its last", () => {
  const { client, sockets, seen } = newClient({ protocols: ["chat"] });
  assert.equal(client.state, "connecting");
  assert.deepEqual(sockets[0].protocols, ["chat"]);
  assert.equal(sockets[0].binaryType, "arraybuffer");
  sockets[0].open();
  assert.equal(client.socket, sockets[0]);
  sockets[0].receive("hello");
  client.close(4000, "bye");
  sockets[0].end(4000);
  assert.deepEqual(seen, [
    "state open",
    "open",
    "message hello",
    "state closing",
    "state closed",
    "close 4000 for good",
  ]);
  assert.deepEqual(sockets[0].closes, [[4000, "bye"]]);
  assert.equal(client.socket, null);
});

test("says at once that it cannot send, and keeps nothing for later", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { client, sockets } = newClient();
  assert.equal(client.send("too early"), false);
  sockets[0].open();
  assert.equal(client.send("in time"), true);
  sockets[0].end(1006);
  assert.equal(client.send("too late"), false);
  context.mock.timers.tick(500);
  sockets[1].open();
  client.close();
  assert.equal(client.send("while closing"), false);
  assert.deepEqual(
    sockets.map(({ sent }) => sent),
    [["in time"], []],
  );
});

test("what the page closes stays closed, even if the server never answers", () => {
  const { client, sockets, seen } = newClient();
  sockets[0].open();
  client.close();
  client.close();
  sockets[0].end(1006);
  client.close();
  assert.deepEqual(seen, ["state open", "open", "state closing", "state closed", "close 1006 for good"]);
});

test("connects again after a loss", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { client, sockets, seen } = newClient();
  sockets[0].open();
  sockets[0].end(1006);
  assert.equal(client.state, "waiting");
  context.mock.timers.tick(499);
  assert.equal(sockets.length, 1);
  context.mock.timers.tick(1);
  assert.equal(client.state, "connecting");
  sockets[1].open();
  assert.deepEqual(seen, [
    "state open",
    "open",
    "state waiting",
    "close 1006 again in 500",
    "state connecting",
    "state open",
    "open",
  ]);
});

test("connects again after what may be better next time, and stays away after the rest", () => {
  for (const [codes, again] of [
    [[1001, 1005, 1006, 1011, 1012, 1013, 1014], true],
    [[1000, 1002, 1003, 1007, 1008, 1009, 3000, 4999], false],
  ]) {
    for (const code of codes) {
      const { client, sockets } = newClient();
      sockets[0].open();
      sockets[0].end(code);
      assert.equal(client.state, again ? "waiting" : "closed", code);
      client.close();
    }
  }
});

test("stays away if it shall not reconnect", () => {
  const { client, sockets, seen } = newClient({ reconnect: false });
  sockets[0].open();
  sockets[0].end(1006);
  assert.equal(client.state, "closed");
  assert.equal(seen.at(-1), "close 1006 for good");
});

test("all of a wait is chance, and the longest one doubles up to the maximum", (context) => {
  const ends = [null, ...Array(3).fill([1006, null]).flat(), 1006];
  assert.deepEqual(waitsAfter(context, ends, { random: () => 0 }), [0, 0, 0, 0]);
  const longest = waitsAfter(context, ends, { random: () => highest }).map(Math.round);
  assert.deepEqual(longest, [1000, 2000, 4000, 8000]);
  const limited = waitsAfter(context, ends, { random: () => highest, reconnect: { min: 100, max: 300 } }).map(
    Math.round,
  );
  assert.deepEqual(limited, [100, 200, 300, 300]);
});

test("waits no longer than half a minute unless told to", (context) => {
  const waits = waitsAfter(context, Array(2000).fill(1006), { random: () => highest });
  assert.equal(Math.round(Math.max(...waits)), 30_000);
  assert.equal(Math.round(waits.at(-1)), 30_000);
});

test("a refused handshake, 1012 and 1013 wait longer at once, half of it without chance", (context) => {
  for (const ends of [[1006], [null, 1012], [null, 1013]]) {
    assert.deepEqual(waitsAfter(context, ends, { random: () => 0 }), [4000]);
    assert.deepEqual(waitsAfter(context, ends, { random: () => highest }).map(Math.round), [8000]);
  }
  assert.deepEqual(waitsAfter(context, [1006, 1006, 1006], { random: () => 0 }), [4000, 8000, 15_000]);
  // A server that was there, and now refuses.
  assert.deepEqual(waitsAfter(context, [null, 1006, 1006], { random: () => 0 }), [0, 4000]);
});

test("a connection that was stable starts the waits afresh, a short one does not", (context) => {
  for (const [lived, wait] of [
    [9_999, 1000],
    [10_000, 500],
  ]) {
    context.mock.timers.enable({ apis: ["setTimeout", "Date"] });
    const { sockets, last, seen } = newClient();
    last().open();
    last().end(1006);
    context.mock.timers.tick(500);
    last().open();
    context.mock.timers.tick(lived);
    last().end(1006);
    assert.equal(seen.at(-1), `close 1006 again in ${wait}`);
    assert.equal(sockets.length, 2);
    context.mock.timers.reset();
  }
});

test("the page's close ends a wait, and reconnect() begins anew", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { client, sockets } = newClient();
  sockets[0].open();
  client.reconnect();
  sockets[0].end(1006);
  client.close();
  assert.equal(client.state, "closed");
  context.mock.timers.tick(100_000);
  assert.equal(sockets.length, 1);
  client.reconnect();
  assert.equal(client.state, "connecting");
  client.reconnect();
  assert.equal(sockets.length, 2);
});

test("reconnect() does not wait, neither for its time nor for a connection that is closing", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { client, sockets, seen } = newClient();
  sockets[0].open();
  sockets[0].end(1006);
  client.reconnect();
  context.mock.timers.tick(100_000);
  assert.equal(sockets.length, 2);
  sockets[1].open();
  client.close();
  client.reconnect();
  sockets[1].end(1000);
  sockets[2].open();
  assert.equal(client.state, "open");
  assert.deepEqual(stateless(seen), ["open", "close 1006 again in 500", "open", "open"]);
});

test("a listener may close the client that has just been lost", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { client, sockets } = newClient();
  client.addEventListener("close", () => client.close());
  sockets[0].open();
  sockets[0].end(1006);
  assert.equal(client.state, "closed");
  context.mock.timers.tick(100_000);
  assert.equal(sockets.length, 1);
});

test("tries at once when the browser is online again, but only if it waits", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const browser = new EventTarget();
  globalThis.addEventListener = browser.addEventListener.bind(browser);
  globalThis.removeEventListener = browser.removeEventListener.bind(browser);
  const online = () => browser.dispatchEvent(new Event("online"));
  try {
    const { client, sockets } = newClient();
    online();
    assert.equal(sockets.length, 1);
    sockets[0].open();
    online();
    assert.equal(sockets.length, 1);
    sockets[0].end(1006);
    online();
    assert.equal(sockets.length, 2);
    sockets[1].end(1006);
    client.close();
    online();
    context.mock.timers.tick(100_000);
    assert.equal(sockets.length, 2);
  } finally {
    delete globalThis.addEventListener;
    delete globalThis.removeEventListener;
  }
});

test("an address that the browser refuses is the page's mistake, and thrown", () => {
  class Refusing {
    constructor() {
      throw new SyntaxError("invalid");
    }
  }
  assert.throws(() => connect("nonsense", { WebSocket: Refusing }), /invalid/);
});

test("an error that npm's ws reports has a listener", () => {
  const { sockets } = newClient();
  assert.equal(typeof sockets[0].onerror, "function");
});

test("the query says that it understands marks, whatever else there is", () => {
  const address = (url, options) => newClient(options, url).sockets[0].url;
  assert.equal(address("ws://server/x"), "ws://server/x?weft-resume=");
  assert.equal(address("ws://server/x?y=1"), "ws://server/x?y=1&weft-resume=");
  assert.equal(address(new URL("https://server/x")), "wss://server/x?weft-resume=");
  assert.equal(address("http://server/x", { resume: false }), "ws://server/x");
  assert.equal(
    address("ws://server/", { positions: { room: "k3f-9x", "a:b/c~d@e": "1._-" } }),
    "ws://server/?weft-resume=room:k3f-9x,a:b/c~d@e:1._-",
  );
  assert.equal(address("ws://server/", { positions: null }), "ws://server/?weft-resume=");
});

test("comes back with the positions it has seen", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { client, sockets, seen } = newClient();
  sockets[0].open();
  sockets[0].receive(
    `${RS}n room t1`,
    `${RS}m news:a n7`,
    "hello",
    `${RS}m room t2`,
    new Uint8Array([1]).buffer,
    "own",
  );
  assert.deepEqual(stateless(seen), [
    "open",
    "message hello news:a@n7",
    "message [object ArrayBuffer] room@t2",
    "message own",
  ]);
  assert.deepEqual(client.positions(), { room: "t2", "news:a": "n7" });
  sockets[0].end(1006);
  context.mock.timers.tick(500);
  assert.equal(sockets[1].url, "ws://server/?weft-resume=room:t2,news:a:n7");
});

test("a position counts once its message is here", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { client, sockets, seen } = newClient();
  sockets[0].open();
  sockets[0].receive(`${RS}m room t1`, "first", `${RS}m room t2`);
  assert.deepEqual(client.positions(), { room: "t1" });
  sockets[0].end(1006);
  context.mock.timers.tick(500);
  sockets[1].open();
  sockets[1].receive("no topic's");
  assert.equal(seen.at(-1), "message no topic's");
  assert.deepEqual(client.positions(), { room: "t1" });
});

test("in a message's listener its position is known", () => {
  const { client, sockets } = newClient();
  let kept;
  client.addEventListener("message", () => (kept = client.positions()));
  sockets[0].open();
  sockets[0].receive(`${RS}m room t1`, "first");
  assert.deepEqual(kept, { room: "t1" });
});

test("marks what was replayed, of that topic and until its end", () => {
  const { client, sockets, seen } = newClient({ positions: { room: "t1", other: "o1" } });
  sockets[0].open();
  sockets[0].receive(
    ...[`${RS}b room`, `${RS}m room t2`, "missed", `${RS}m other o2`, "live", "own", `${RS}m room t3`, "missed too"],
    ...[`${RS}r room ok t3`, `${RS}m room t4`, "new"],
  );
  assert.deepEqual(stateless(seen), [
    "open",
    "message missed room@t2 replayed",
    "message live other@o2",
    "message own",
    "message missed too room@t3 replayed",
    "resumed room@t3",
    "message new room@t4",
  ]);
  assert.deepEqual(client.positions(), { room: "t4", other: "o2" });
});

test("a replay that breaks off does not mark the messages of the next connection", () => {
  const { client, sockets, seen } = newClient({ positions: { room: "t1" } });
  sockets[0].open();
  sockets[0].receive(`${RS}b room`, `${RS}m room t2`, "missed");
  sockets[0].end(1006);
  client.reconnect();
  assert.equal(sockets[1].url, "ws://server/?weft-resume=room:t2");
  sockets[1].open();
  sockets[1].receive(`${RS}m room t3`, "new");
  assert.equal(seen.at(-1), "message new room@t3");
  client.close();
});

test("says what is lost, and goes on from where the server says, at any time", () => {
  const { client, sockets, seen } = newClient({ positions: { room: "old", other: "old" } });
  sockets[0].open();
  sockets[0].receive(`${RS}r room lost t9`, `${RS}r other lost`);
  assert.deepEqual(client.positions(), { room: "t9", other: "" });
  sockets[0].receive(`${RS}m room t10`, "new", `${RS}r room lost t12`);
  assert.deepEqual(stateless(seen), ["open", "lost room@t9", "lost other@", "message new room@t10", "lost room@t12"]);
  assert.deepEqual(client.positions(), { room: "t12", other: "" });
});

test("a topic that was empty, and is not on return, has lost what nobody can tell", () => {
  const { client, sockets, seen } = newClient();
  sockets[0].open();
  sockets[0].receive(`${RS}n room`, `${RS}n other`, `${RS}n third 3`);
  assert.deepEqual(client.positions(), { room: "", other: "", third: "3" });
  sockets[0].end(1006);
  client.reconnect();
  assert.equal(sockets[1].url, "ws://server/?weft-resume=third:3");
  sockets[1].open();
  sockets[1].receive(`${RS}n room t1`, `${RS}n other`, `${RS}n third 3`);
  assert.deepEqual(stateless(seen).slice(2), ["open", "lost room@t1"]);
  assert.deepEqual(client.positions(), { room: "t1", other: "", third: "3" });
  client.close();
});

test("a topic that was left is forgotten", () => {
  const { client, sockets, seen } = newClient();
  sockets[0].open();
  sockets[0].receive(`${RS}n room t1`);
  client.forget("room");
  assert.deepEqual(client.positions(), {});
  sockets[0].receive(`${RS}n room t5`);
  assert.deepEqual(stateless(seen), ["open"]);
});

test("marks of later servers are ignored", () => {
  const { client, sockets, seen } = newClient();
  sockets[0].open();
  sockets[0].receive(`${RS}x room t1`, `${RS}`, `${RS}m room t1 and more`, "hello");
  assert.deepEqual(stateless(seen), ["open", "message hello room@t1"]);
  assert.deepEqual(client.positions(), { room: "t1" });
});

test("a text of one's own that begins like a mark has one more in front, both ways", () => {
  const { client, sockets, seen } = newClient();
  sockets[0].open();
  sockets[0].receive(`${RS}${RS}`, `${RS}${RS}m room t1`, `${RS}m room t1`, `${RS}${RS}${RS}x`);
  assert.deepEqual(stateless(seen), ["open", `message ${RS}`, `message ${RS}m room t1`, `message ${RS}${RS}x room@t1`]);
  const bytes = new Uint8Array([0x1e]);
  for (const data of ["plain", "", `${RS}`, `${RS}p room:t1`, bytes, bytes.buffer]) {
    client.send(data);
  }
  assert.deepEqual(sockets[0].sent, ["plain", "", `${RS}${RS}`, `${RS}${RS}p room:t1`, bytes, bytes.buffer]);
});

test("without resume, everything is passed on as it is", () => {
  const { client, sockets, seen } = newClient({ resume: false });
  sockets[0].open();
  sockets[0].receive(`${RS}n room t1`, `${RS}${RS}`);
  client.send(`${RS}x`);
  assert.deepEqual(stateless(seen), ["open", `message ${RS}n room t1`, `message ${RS}${RS}`]);
  assert.deepEqual(sockets[0].sent, [`${RS}x`]);
});

test("positions over 6 KB go into the first frame", () => {
  const opened = (length) => {
    // Each with a comma is 24 long: 255 are 6,120.
    const positions = Array.from({ length: 255 }, (_, i) => [`top${String(i).padStart(3, "0")}`, "t".repeat(16)]);
    positions.push(["n".repeat(length - 6120 - 2), "t"]);
    const { client, sockets } = newClient({ positions: Object.fromEntries(positions) });
    client.addEventListener("open", () => client.send("hello"));
    sockets[0].open();
    return {
      list: positions.map((item) => item.join(":")).join(","),
      query: sockets[0].url.split("=")[1],
      ...sockets[0],
    };
  };
  const fits = opened(6 * 1024);
  assert.equal(fits.list.length, 6 * 1024);
  assert.equal(fits.query, fits.list);
  assert.deepEqual(fits.sent, ["hello"]);
  const long = opened(6 * 1024 + 1);
  assert.equal(long.query, "@");
  assert.deepEqual(long.sent, [`${RS}p ${long.list}`, "hello"]);
});

test("positions that a page has damaged are not sent", () => {
  const { client, sockets } = newClient({
    positions: {
      good: "t1",
      "a b": "t",
      "x&y": "t",
      "": "t",
      bad: "t,u",
      none: null,
      empty: "",
      long: "t".repeat(65),
      ["n".repeat(129)]: "t",
    },
  });
  assert.equal(sockets[0].url, "ws://server/?weft-resume=good:t1");
  const longest = { ["n".repeat(128)]: "t".repeat(64) };
  assert.match(newClient({ positions: longest }).sockets[0].url, /=n{128}:t{64}$/);
  client.close();
});
