import assert from "node:assert/strict";
import { test } from "node:test";
import { Rooms } from "../js/rooms.js";
import { newClient } from "./fake-sockets.mjs";

const ALL = { kind: "kept", may: ["subscribe", "publish", "history"] };

// Rooms on an open connection, and a server that the test plays.
function newRooms() {
  const { client, last } = newClient();
  const changes = [];
  const rooms = new Rooms(client, { onRooms: () => changes.push("rooms"), onRoom: ({ name }) => changes.push(name) });
  last().open();
  const say = (text) => last().receive(JSON.stringify({ jsonrpc: "2.0", ...text }));
  return {
    client,
    rooms,
    changes,
    mark: (text) => last().receive(`\u001e${text}`),
    message: (topic, data) => say({ method: "message", params: { topic, data } }),
    requests: () => last().sent.map((text) => JSON.parse(text)),
    // Answers the newest request, and lets whoever waited for it go on.
    answer: async (rest) => {
      say({ id: JSON.parse(last().sent.at(-1)).id, ...rest });
      await new Promise(setImmediate);
    },
    comeBack: () => (last().end(1006), client.reconnect(), last().open()),
  };
}

const refused = () => assert.fail("refused");

// Without times, and without what an entry has not.
const shown = ({ entries }) => entries.map(({ at, ...entry }) => JSON.parse(JSON.stringify(entry)));

async function joined(options = ALL, past = []) {
  const world = newRooms();
  const room = world.rooms.join("tea", refused);
  await world.answer({ result: options });
  if (options.may.includes("history")) {
    await world.answer({ result: past });
  }
  return { ...world, room };
}

test("whoever joins sees the history, and then what is said", async () => {
  const past = [{ data: "old", position: "a", time: "2026-01-02T03:04:05Z" }];
  const { room, requests, message } = await joined(ALL, past);
  assert.deepEqual(
    requests().map(({ method, params }) => [method, params.topic]),
    [
      ["subscribe", "tea"],
      ["history", "tea"],
    ],
  );
  message("tea", "new");
  assert.deepEqual(shown(room), [
    { type: "history", count: 1 },
    { type: "message", data: "old" },
    { type: "message", data: "new", replayed: false },
  ]);
  assert.equal(room.entries[1].at, Date.parse("2026-01-02T03:04:05Z"));
  assert.ok(room.entries[2].at >= Date.now() - 60_000);
  assert.equal(room.unread, 1);
});

test("a topic without a history is not asked for one", async () => {
  const { room, requests } = await joined({ kind: "live", may: ["subscribe"] });
  assert.equal(requests().length, 1);
  assert.deepEqual([room.kind, room.may("publish"), room.may("subscribe")], ["live", false, true]);
});

test("what was missed is marked, and is at its sender's time", async () => {
  const { room, mark, message, comeBack } = await joined();
  comeBack();
  mark("b tea");
  mark("m tea b");
  message("tea", { text: "x", at: "2026-01-02T03:04:05Z" });
  mark("m tea c");
  message("tea", { text: "y", at: "nonsense" });
  mark("r tea ok c");
  message("tea", "z");
  assert.deepEqual(
    room.entries.map(({ replayed }) => replayed),
    [true, true, false],
  );
  assert.equal(room.entries[0].at, Date.parse("2026-01-02T03:04:05Z"));
  assert.ok(Number.isNaN(room.entries[1].at));
});

test("what is lost is said at its place, until the history is loaded", async () => {
  const { room, mark, message, answer } = await joined();
  message("tea", "one");
  mark("r tea lost k");
  message("tea", "two");
  assert.deepEqual(
    shown(room).map(({ type }) => type),
    ["message", "lost", "message"],
  );
  const loading = room.loadHistory();
  await answer({ result: [{ data: "zero", position: "k", time: "2026-01-02T03:04:05Z" }] });
  await loading;
  assert.deepEqual(shown(room)[1], { type: "message", data: "zero" });
});

test("a room that the server refuses is left, and its code told", async () => {
  const { rooms, answer } = newRooms();
  const codes = [];
  rooms.join("secret", ({ code }) => codes.push(code));
  await answer({ error: { code: -32001, message: "No such topic" } });
  assert.deepEqual(codes, [-32001]);
  assert.deepEqual(rooms.joined, []);
});

test("a room that is refused after a reconnect says so, and takes nothing more", async () => {
  const { room, comeBack, answer } = await joined();
  comeBack();
  await answer({ error: { code: -32002, message: "Not allowed" } });
  assert.deepEqual(shown(room), [{ type: "refused", code: -32002 }]);
  assert.equal(room.may("publish"), false);
});

test("whoever leaves a room forgets it, and may join it again", async () => {
  const { rooms, room, message, answer, requests } = await joined();
  message("tea", "one");
  rooms.leave(room);
  assert.equal(requests().at(-1).method, "unsubscribe");
  await answer({ result: true });
  message("tea", "late");
  assert.deepEqual([rooms.joined, room.entries, room.unread], [[], [], 0]);
  assert.equal(rooms.join("tea", refused), room);
  await answer({ result: ALL });
  await answer({ result: [] });
  message("tea", "two");
  assert.deepEqual(shown(room), [{ type: "message", data: "two", replayed: false }]);
});

test("a room that is left before the server answers is not refused", async () => {
  const { rooms, client } = newRooms();
  client.close();
  const room = rooms.join("tea", refused);
  rooms.leave(room);
  await new Promise(setImmediate);
  assert.deepEqual(rooms.joined, []);
});

test("only the newest entries are kept", async () => {
  const { room, message } = await joined();
  for (let number = 0; number < 600; number++) {
    message("tea", number);
  }
  assert.equal(room.entries.length, 500);
  assert.equal(room.entries.at(-1).data, 599);
});

test("a newer value takes the place of the one before it", async () => {
  const { room, message } = await joined({ kind: "latest", may: ["subscribe"] });
  message("tea", 1);
  message("tea", 2);
  assert.deepEqual(shown(room), [{ type: "message", data: 2, replayed: false }]);
});

test("whoever was refused may join again, and whoever left is allowed nothing", async () => {
  const { rooms, room, comeBack, answer, requests } = await joined();
  comeBack();
  await answer({ error: { code: -32003, message: "too many" } });
  assert.equal(room.may("publish"), false);
  rooms.join("tea", refused);
  assert.equal(requests().at(-1).method, "subscribe");
  await answer({ result: ALL });
  assert.equal(room.may("publish"), true);
  rooms.leave(room);
  assert.equal(room.may("publish"), false);
});

test("a time that is none is not shown", async () => {
  const { room, mark, message } = await joined();
  mark("b tea");
  mark("m tea x");
  message("tea", { at: { toString: 1 }, text: "odd" });
  assert.equal(Number.isNaN(room.entries.at(-1).at), true);
});
