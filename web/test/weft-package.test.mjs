import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import * as channelsModule from "weft-client/channels";
import * as clientModule from "weft-client";
import { newClient } from "./fake-sockets.mjs";
import { WEB } from "./web-files.mjs";

const read = (name) => readFileSync(join(WEB, name), "utf8");

// With CI=true, what is missing is a failure.
const hasNpm = process.env.CI === "true" || spawnSync("npm", ["--version"]).status === 0;

test("the client is under 6 KB as it is, and neither file needs another", () => {
  const source = read("js/weft-client.js");
  assert.ok(Buffer.byteLength(source) < 6 * 1024, `${Buffer.byteLength(source)} bytes`);
  assert.doesNotMatch(source + read("js/weft-channels.js"), /^import\b|\bimport\(|\bfrom "/m);
});

test("the types know what the modules offer, no more and no less", () => {
  const { client } = newClient();
  client.close();
  const chat = channelsModule.channels(client);
  const types = read("js/weft-client.d.ts") + read("js/weft-channels.d.ts");
  const exported = [...types.matchAll(/^export (?:function|class) (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(exported, [...Object.keys(clientModule), ...Object.keys(channelsModule)].sort(byPlaceIn(exported)));
  assert.deepEqual(declared(types, "Client"), offered(client));
  assert.deepEqual(declared(types, "Channels"), offered(chat));
  // What the channels alone call is no offer.
  assert.deepEqual([...declared(types, "Topic"), "renew", "tell"].sort(), offered(chat.topic("room")));
});

const byPlaceIn = (list) => (first, second) => list.indexOf(first) - list.indexOf(second);

function declared(types, name) {
  const [, body] = types.match(new RegExp(`^export interface ${name} .*?\\{\n(.*?)^\\}`, "ms"));
  return [...body.matchAll(/^ {2}(?:readonly )?(\w+)[(:]/gm)].map(([, member]) => member).sort();
}

function offered(object) {
  const names = [...Object.getOwnPropertyNames(object), ...Object.getOwnPropertyNames(Object.getPrototypeOf(object))];
  return names.filter((name) => name !== "constructor").sort();
}

test(
  "npm packs the client with its types, and nothing of the page",
  { skip: !hasNpm && "npm is not installed" },
  () => {
    const env = { ...process.env, npm_config_update_notifier: "false", npm_config_offline: "true" };
    const output = execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: WEB, env, encoding: "utf8" });
    const [{ files, size }] = Object.values(JSON.parse(output));
    const packed = Object.fromEntries(files.map((file) => [file.path, file.size]));
    const modules = ["js/weft-channels.d.ts", "js/weft-channels.js", "js/weft-client.d.ts", "js/weft-client.js"];
    assert.deepEqual(Object.keys(packed).sort(), [...modules, "LICENSE", "README.md", "package.json"].sort());
    assert.equal(packed["js/weft-client.js"], Buffer.byteLength(read("js/weft-client.js")));
    assert.ok(size < 20_000, `${size} bytes`);
  },
);

test("the package has the version and the licence of the rest", () => {
  const { version } = JSON.parse(read("package.json"));
  assert.equal(version, read("../pom.xml").match(/<version>([^<]+)</)[1]);
  assert.equal(read("LICENSE"), read("../LICENSE"));
});
