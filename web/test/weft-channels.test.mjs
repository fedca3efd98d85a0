import assert from "node:assert/strict";
import { test } from "node:test";
import { RequestError, channels } from "../js/weft-channels.js";
import { newClient } from "./fake-sockets.mjs";

const RS = "\u001e";

// The channels of an open connection, and what the server sees and says.
function newChannels(options) {
  const { client, sockets, last } = newClient(options);
  return {
    client,
    sockets,
    chat: channels(client),
    open: () => last().open(),
    sent: () => last().sent.map((text) => JSON.parse(text)),
    answer: (id, result) => last().receive(JSON.stringify({ jsonrpc: "2.0", id, result })),
    refuse: (id, error) => last().receive(JSON.stringify({ jsonrpc: "2.0", id, error })),
    notify: (method, params) => last().receive(JSON.stringify({ jsonrpc: "2.0", method, params })),
    lose: () => (last().end(1006), client.reconnect()),
  };
}

function written(topic) {
  const seen = [];
  for (const type of ["message", "join", "leave", "lost", "resumed", "refused"]) {
    topic.addEventListener(type, (event) => {
      const { data, position, replayed, member, error } = event;
      seen.push({ type, ...JSON.parse(JSON.stringify({ data, position, replayed, member, error: error?.code })) });
    });
  }
  return seen;
}

test("each request is JSON-RPC 2.0, and its promise is the answer", async () => {
  const { chat, open, sent, answer } = newChannels();
  open();
  const room = chat.topic("room");
  const answers = [room.publish({ text: "hi" }), room.history(20), room.history(), room.presence(), room.subscribe()];
  assert.deepEqual(sent(), [
    { jsonrpc: "2.0", id: 1, method: "publish", params: { topic: "room", data: { text: "hi" } } },
    { jsonrpc: "2.0", id: 2, method: "history", params: { topic: "room", limit: 20 } },
    { jsonrpc: "2.0", id: 3, method: "history", params: { topic: "room" } },
    { jsonrpc: "2.0", id: 4, method: "presence", params: { topic: "room" } },
    { jsonrpc: "2.0", id: 5, method: "subscribe", params: { topic: "room" } },
  ]);
  // Answers may come in any order.
  [5, 4, 3, 2, 1].forEach((id) => answer(id, [`answer ${id}`]));
  assert.deepEqual(
    await Promise.all(answers),
    [1, 2, 3, 4, 5].map((id) => [`answer ${id}`]),
  );
});

test("a refusal has the server's code, message and data", async () => {
  const { chat, open, refuse } = newChannels();
  open();
  const published = chat.topic("room").publish("hi");
  refuse(1, { code: -32001, message: "not allowed", data: { topic: "room" } });
  const error = await published.catch((thrown) => thrown);
  assert.ok(error instanceof RequestError);
  assert.deepEqual([error.code, error.message, error.data], [-32001, "not allowed", { topic: "room" }]);
});

test("without a connection a request fails at once", async () => {
  const { client, chat, open, sent } = newChannels();
  await assert.rejects(chat.topic("room").publish("too early"), /^Error: not connected$/);
  open();
  assert.deepEqual(sent(), []);
  client.close();
  await assert.rejects(chat.topic("room").publish("too late"), /^Error: not connected$/);
});

test("what is not answered when the connection ends is unknown, and a late answer is no answer", async () => {
  for (const end of ["lose", "close"]) {
    const { client, chat, open, answer, lose } = newChannels();
    open();
    const published = chat.topic("room").publish("hi");
    end === "lose" ? lose() : client.close();
    await assert.rejects(published, /^Error: the connection ended before the answer$/);
    if (end === "lose") {
      open();
      const again = chat.topic("room").publish("hi");
      answer(1, "another's");
      answer(2, "done");
      assert.equal(await again, "done");
    }
  }
});

test("notifications are events of their topic alone", () => {
  const { chat, open, notify } = newChannels();
  const [room, other] = ["room", "other"].map((name) => written(chat.topic(name)));
  open();
  notify("message", { topic: "room", data: { text: "hi" }, position: "t1", replayed: true });
  notify("join", { topic: "other", member: { name: "Ada" } });
  notify("leave", { topic: "other", member: { name: "Ada" } });
  notify("message", { topic: "nobody's", data: 1 });
  notify("later");
  assert.deepEqual(room, [{ type: "message", data: { text: "hi" }, position: "t1", replayed: true }]);
  assert.deepEqual(other, [
    { type: "join", member: { name: "Ada" } },
    { type: "leave", member: { name: "Ada" } },
  ]);
});

test("the connection's marks tell the position, what was replayed, and what is lost", () => {
  const { sockets, chat, open, notify } = newChannels();
  const seen = written(chat.topic("room"));
  open();
  const mark = (text) => sockets[0].receive(RS + text);
  mark("b room");
  mark("m room t1");
  notify("message", { topic: "room", data: "missed" });
  mark("r room ok t1");
  mark("r room lost t5");
  mark("r other lost t5");
  assert.deepEqual(seen, [
    { type: "message", data: "missed", position: "t1", replayed: true },
    { type: "resumed", position: "t1" },
    { type: "lost", position: "t5" },
  ]);
});

test("a topic is one object, and is subscribed to once however often it is asked for", async () => {
  const { chat, open, sent, answer, notify } = newChannels();
  const room = chat.topic("room");
  assert.equal(chat.topic("room"), room);
  const heard = [];
  const listener = ({ data }) => heard.push(data);
  const answers = [room.subscribe(listener), room.subscribe(listener), room.subscribe()];
  open();
  assert.equal(sent().length, 1);
  answer(1, {});
  await Promise.all(answers);
  notify("message", { topic: "room", data: "hi" });
  assert.deepEqual(heard, ["hi"]);
});

test("subscribes again after each reconnect, and to nothing that was left", async () => {
  const { sockets, chat, open, sent, answer, lose } = newChannels();
  const [room, other] = [chat.topic("room"), chat.topic("other")];
  chat.topic("only looked at");
  const subscribed = room.subscribe();
  open();
  other.subscribe();
  // The promise waits for an answer, on whichever connection.
  lose();
  open();
  assert.deepEqual(
    sent().map(({ method, params }) => [method, params.topic]),
    [
      ["subscribe", "room"],
      ["subscribe", "other"],
    ],
  );
  answer(3, "granted");
  assert.equal(await subscribed, "granted");
  answer(4, {});
  sockets[1].receive(`${RS}n room t1`, `${RS}n other t1`);
  const left = other.unsubscribe();
  assert.deepEqual(sent().at(-1), { jsonrpc: "2.0", id: 5, method: "unsubscribe", params: { topic: "other" } });
  answer(5, {});
  await left;
  lose();
  open();
  assert.match(sockets[2].url, /weft-resume=room:t1$/);
  assert.deepEqual(
    sent().map(({ params }) => params.topic),
    ["room"],
  );
});

test("a topic that is left without a connection is left", async () => {
  const { client, sockets, chat, open, sent, lose } = newChannels();
  const room = chat.topic("room");
  room.subscribe();
  open();
  sockets[0].receive(`${RS}n room t1`);
  lose();
  await room.unsubscribe();
  assert.deepEqual(client.positions(), {});
  open();
  assert.deepEqual(sent(), []);
});

test("leaving ends the wait for an answer", async () => {
  const { chat } = newChannels();
  const room = chat.topic("room");
  const subscribed = room.subscribe();
  await room.unsubscribe();
  await subscribed;
});

test("who leaves and comes back at once keeps the position", async () => {
  const { client, sockets, chat, open, answer } = newChannels();
  const room = chat.topic("room");
  open();
  room.subscribe();
  answer(1, {});
  sockets[0].receive(`${RS}n room t1`);
  const left = room.unsubscribe();
  const back = room.subscribe();
  answer(2, {});
  answer(3, {});
  await Promise.all([left, back]);
  assert.deepEqual(client.positions(), { room: "t1" });
});

test("a refused subscription is told, is not asked for again by itself, and may be asked for anew", async () => {
  const { chat, open, sent, refuse, answer, lose } = newChannels();
  const room = chat.topic("room");
  const seen = written(room);
  open();
  const first = room.subscribe();
  refuse(1, { code: -32001, message: "not allowed" });
  await assert.rejects(first, RequestError);
  lose();
  open();
  assert.deepEqual(sent(), []);
  const second = room.subscribe();
  answer(2, {});
  await second;
  lose();
  open();
  refuse(3, { code: -32001, message: "no longer" });
  await new Promise(setImmediate);
  assert.deepEqual(seen, [
    { type: "refused", error: -32001 },
    { type: "refused", error: -32001 },
  ]);
  lose();
  open();
  assert.deepEqual(sent(), []);
});

test("what the server refuses to end is told", async () => {
  const { chat, open, refuse } = newChannels();
  open();
  const left = chat.topic("room").unsubscribe();
  refuse(1, { code: -32602, message: "no such topic" });
  await assert.rejects(left, RequestError);
});

test("binary messages are not JSON-RPC", () => {
  const { client, sockets, open } = newChannels();
  const received = [];
  client.addEventListener("message", ({ data }) => received.push(data));
  open();
  const bytes = new Uint8Array([0x7b]).buffer;
  sockets[0].receive(bytes);
  assert.deepEqual(received, [bytes]);
});

test("a history has no message that is still to come", async () => {
  const { client, chat, open, sent, answer, notify } = newChannels();
  const mark = (text) => client.socket.onmessage({ data: RS + text });
  const past = ["a", "b", "c"].map((position) => ({ position, data: position }));
  const historyOf = async (topic, meanwhile = () => {}) => {
    const asked = topic.history();
    meanwhile();
    answer(sent().at(-1).id, past);
    return (await asked).map(({ data }) => data).join("");
  };
  const message = (position) => {
    mark(`m room ${position}`);
    notify("message", { topic: "room", data: position });
  };
  open();
  const room = chat.topic("room");
  assert.equal(await historyOf(room), "abc", "not subscribed: all of it");
  room.subscribe();
  mark("n room ");
  assert.equal(await historyOf(room), "", "subscribed before the first one");
  message("a");
  assert.equal(await historyOf(room), "a");
  assert.equal(await historyOf(room, () => message("b")), "ab");
  const overtaking = () => ["c", "d", "e"].forEach(message);
  assert.equal(await historyOf(room, overtaking), "abcde");
  mark("r room lost c");
  assert.equal(await historyOf(room), "abc");
  mark("r room lost old");
  assert.equal(await historyOf(room), "", "all of it is newer, and still to come");
});

test("the history of a latest topic is its newest message, even if that overtook the answer", async () => {
  const { chat, open, sent, answer, notify } = newChannels();
  open();
  const price = chat.topic("price");
  const granted = price.subscribe();
  answer(sent().at(-1).id, { kind: "latest", may: [] });
  await granted;
  const historyOf = async (meanwhile) => {
    const asked = price.history();
    meanwhile.forEach((data) => notify("message", { topic: "price", data }));
    answer(sent().at(-1).id, [{ data: 1 }]);
    return (await asked).map(({ data }) => data);
  };
  assert.deepEqual(await historyOf([]), [1]);
  assert.deepEqual(await historyOf([2, 3]), [3]);
});

test("a topic may have the name of what every object has", async () => {
  const { chat, open, sent, answer } = newChannels();
  open();
  const topic = chat.topic("constructor");
  topic.subscribe();
  const asked = topic.history();
  answer(sent().at(-1).id, [{ data: 1 }]);
  assert.deepEqual(await asked, [{ data: 1 }]);
});
