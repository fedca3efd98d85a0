import assert from "node:assert/strict";
import { test } from "node:test";
import { HandlerWatch } from "../js/handler-watch.js";

const PAGE = "http://host/?lang=en";

function watching(lists, page = PAGE) {
  const replaced = [];
  const seen = [];
  let loads = 0;
  const load = async () => {
    const list = lists[Math.min(loads++, lists.length - 1)];
    if (list instanceof Error) {
      throw list;
    }
    return { version: "1", handlers: list };
  };
  const listener = {
    onList: ({ handlers }) => seen.push(handlers.length),
    onUnreadable: () => seen.push("unreadable"),
    onReplaced: (handler) => replaced.push(handler.generation),
  };
  return { watch: new HandlerWatch(listener, page, load), replaced, seen };
}

const echo = (generation, isDefault = true) => ({
  id: "echo",
  path: "/ws/echo",
  isDefault,
  generation,
  subprotocols: [],
});
const chat = (generation) => ({ id: "chat", path: "/ws/chat", isDefault: false, generation, subprotocols: [] });

test("tells once of each generation after the first", async () => {
  const { watch, replaced } = watching([[echo(1)], [echo(1)], [echo(2)], [echo(2)], [echo(5)]]);
  await watch.watch("ws://host/ws/echo");
  for (let i = 0; i < 5; i++) {
    await watch.look();
  }
  watch.unwatch();
  assert.deepEqual(replaced, [2, 5]);
});

test("looks at the handler of the path, and on any other path at the default one", async () => {
  const lists = [
    [echo(1), chat(1)],
    [echo(2), chat(1)],
  ];
  const byPath = watching(lists);
  await byPath.watch.watch("ws://host/ws/chat?x=1");
  await byPath.watch.look();
  byPath.watch.unwatch();
  assert.deepEqual(byPath.replaced, []);
  const elsewhere = watching(lists);
  await elsewhere.watch.watch("ws://host/anything");
  await elsewhere.watch.look();
  elsewhere.watch.unwatch();
  assert.deepEqual(elsewhere.replaced, [2]);
});

test("takes a server that does not answer for no news", async () => {
  const { watch, replaced } = watching([[echo(1)], new Error("gone"), [], [echo(1)]]);
  await watch.watch("ws://host/ws/echo");
  await watch.look();
  await watch.look();
  await watch.look();
  watch.unwatch();
  assert.deepEqual(replaced, []);
});

test("shows each list, and says when there is none", async () => {
  const { watch, seen } = watching([[echo(1)], new Error("gone"), [echo(1), chat(1)]]);
  await watch.look();
  await watch.look();
  await watch.look();
  assert.deepEqual(seen, [1, "unreadable", 2]);
});

test("an answer that comes after a later one is not shown", async () => {
  const answers = [];
  const seen = [];
  const load = () => new Promise((resolve) => answers.push(resolve));
  const watch = new HandlerWatch({ onList: ({ version }) => seen.push(version), onReplaced() {} }, PAGE, load);
  const looks = [watch.look(), watch.look()];
  answers[1]({ version: "new", handlers: [] });
  answers[0]({ version: "old", handlers: [] });
  await Promise.all(looks);
  assert.deepEqual(seen, ["new"]);
});

test("knows a handler by its path below the folder the page came from", async () => {
  const lists = [
    [echo(1), chat(1)],
    [echo(2), chat(5)],
  ];
  const { watch, replaced } = watching(lists, "https://host/weft/index.html");
  await watch.watch("wss://host/weft/ws/chat");
  await watch.look();
  assert.deepEqual(replaced, [5]);
});

test("knows nothing of another server's handlers", async () => {
  const { watch, replaced } = watching([[echo(1)], [echo(2)]]);
  await watch.watch("ws://elsewhere/ws/echo");
  await watch.look();
  assert.deepEqual(replaced, []);
});

test("forgets a connection that has ended", async () => {
  const { watch, replaced } = watching([[echo(1)], [echo(2)], [echo(2)]]);
  await watch.watch("ws://host/ws/echo");
  const late = watch.look();
  watch.unwatch();
  await late;
  await watch.watch("ws://host/ws/echo");
  await watch.look();
  watch.unwatch();
  assert.deepEqual(replaced, []);
});
