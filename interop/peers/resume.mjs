// The client library in Node against a running Weft server with the handler channels, which keeps three messages:
//
//   node resume.mjs http://127.0.0.1:8083/

import assert from "node:assert/strict";
import { once } from "node:events";
import WebSocket from "ws";
import { channels } from "../../web/js/weft-channels.js";
import { connect } from "../../web/js/weft-client.js";
import { CuttingProxy } from "./cutting-proxy.mjs";
import { check, eventually, finish } from "./tap.mjs";

const base = process.argv[2];
if (!base) {
  console.error("usage: node resume.mjs BASE-URL");
  process.exit(2);
}

const proxy = await CuttingProxy.to(new URL(base).port);
const through = connect(`ws://127.0.0.1:${proxy.port}/ws/channels`, { WebSocket, reconnect: { min: 50, max: 100 } });
const direct = connect(new URL("ws/channels", base), { WebSocket });
const writer = channels(direct).topic("public/tea");
const reader = channels(through).topic("public/tea");
const seen = [];
for (const type of ["message", "resumed", "lost"]) {
  reader.addEventListener(type, ({ data, replayed }) => {
    seen.push([type, data, replayed].filter((part) => part !== undefined));
  });
}
const sees = (expected) =>
  eventually(
    `events ${JSON.stringify(expected)}`,
    () => seen,
    () => JSON.stringify(seen) === JSON.stringify(expected),
  );

async function away(messages) {
  seen.length = 0;
  proxy.cut();
  await eventually("the loss", () => through.state !== "open");
  for (const message of messages) {
    assert.equal(await writer.publish(message), true);
  }
  proxy.mend();
}

await once(direct, "open");
await check("a message is seen as it comes", async () => {
  assert.deepEqual(await reader.subscribe(), { kind: "kept", may: ["subscribe", "publish", "history"] });
  await writer.publish(1);
  await sees([["message", 1, false]]);
});
await check("who was cut off gets what was missed, in order, marked, and once", async () => {
  await away([2, 3, 4]);
  await sees([
    ["message", 2, true],
    ["message", 3, true],
    ["message", 4, true],
    ["resumed"],
  ]);
  await writer.publish(5);
  await sees([
    ["message", 2, true],
    ["message", 3, true],
    ["message", 4, true],
    ["resumed"],
    ["message", 5, false],
  ]);
});
await check("who missed nothing is told so", async () => {
  await away([]);
  await sees([["resumed"]]);
});
await check("who was away for longer than the history is told that something is lost", async () => {
  await away([6, 7, 8, 9]);
  await sees([["lost"]]);
  const past = await reader.history();
  assert.deepEqual(
    past.map(({ data }) => data),
    [7, 8, 9],
  );
  assert.equal(past.at(-1).position, through.positions()["public/tea"]);
  await writer.publish(10);
  await sees([["lost"], ["message", 10, false]]);
});
await check("what the server refuses is refused here", async () => {
  await assert.rejects(channels(direct).topic("private/tea").subscribe(), { code: -32001 });
  await assert.rejects(writer.presence(), { code: -32601 });
});
through.close();
direct.close();
proxy.close();
finish();
