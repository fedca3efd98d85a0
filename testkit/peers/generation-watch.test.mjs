import assert from "node:assert/strict";
import { test } from "node:test";
import { GenerationWatch } from "../../web/js/generation-watch.js";

function watching(lists) {
  const replaced = [];
  let hidden = false;
  let loads = 0;
  const load = async () => {
    const list = lists[Math.min(loads++, lists.length - 1)];
    if (list instanceof Error) {
      throw list;
    }
    return { handlers: list };
  };
  const watch = new GenerationWatch((handler) => replaced.push(handler.generation), load, () => hidden);
  return { watch, replaced, hide: (value) => (hidden = value), loads: () => loads };
}

const echo = (generation, isDefault = true) => ({ id: "echo", path: "/ws/echo", isDefault, generation });
const chat = (generation) => ({ id: "chat", path: "/ws/chat", isDefault: false, generation });

test("tells once of each generation after the first", async () => {
  const { watch, replaced } = watching([[echo(1)], [echo(1)], [echo(2)], [echo(2)], [echo(5)]]);
  await watch.begin("ws://host/ws/echo");
  for (let i = 0; i < 5; i++) {
    await watch.look();
  }
  watch.end();
  assert.deepEqual(replaced, [2, 5]);
});

test("looks at the handler of the path, and on any other path at the default one", async () => {
  const lists = [[echo(1), chat(1)], [echo(2), chat(1)]];
  const byPath = watching(lists);
  await byPath.watch.begin("ws://host/ws/chat?x=1");
  await byPath.watch.look();
  byPath.watch.end();
  assert.deepEqual(byPath.replaced, []);
  const elsewhere = watching(lists);
  await elsewhere.watch.begin("ws://host/anything");
  await elsewhere.watch.look();
  elsewhere.watch.end();
  assert.deepEqual(elsewhere.replaced, [2]);
});

test("takes a server that does not answer for no news", async () => {
  const { watch, replaced } = watching([[echo(1)], new Error("gone"), [], [echo(1)]]);
  await watch.begin("ws://host/ws/echo");
  await watch.look();
  await watch.look();
  await watch.look();
  watch.end();
  assert.deepEqual(replaced, []);
});

test("asks nothing while nobody sees the page", async () => {
  const { watch, replaced, hide, loads } = watching([[echo(1)], [echo(2)]]);
  await watch.begin("ws://host/ws/echo");
  hide(true);
  await watch.look();
  assert.equal(loads(), 1);
  hide(false);
  await watch.look();
  watch.end();
  assert.deepEqual(replaced, [2]);
});

test("forgets a connection that has ended", async () => {
  const { watch, replaced } = watching([[echo(1)], [echo(2)], [echo(2)]]);
  await watch.begin("ws://host/ws/echo");
  const late = watch.look();
  watch.end();
  await late;
  await watch.begin("ws://host/ws/echo");
  await watch.look();
  watch.end();
  assert.deepEqual(replaced, []);
});
