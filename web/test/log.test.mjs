import assert from "node:assert/strict";
import { test } from "node:test";
import { LogBuffer, MOST_ROWS, TRIMMED_LENGTH } from "../js/log-buffer.js";
import { parseJson } from "../js/json-tree.js";
import { savedEntry } from "../js/log-file.js";

const message = (data, at = 0) => ({ at, direction: "in", data, size: data.length, roundTrip: null });
const texts = (entries) => entries.map(({ data }) => data);

test("keeps order and gives each entry a number of its own", () => {
  const buffer = new LogBuffer();
  ["a", "b", "c"].forEach((text) => buffer.add(message(text)));
  assert.deepEqual(texts(buffer.take(2).taken), ["a", "b"]);
  assert.deepEqual(texts(buffer.take(2).taken), ["c"]);
  assert.deepEqual(texts(buffer.kept), ["a", "b", "c"]);
  assert.equal(new Set(buffer.kept.map(({ id }) => id)).size, 3);
});

test("never keeps more than its rows, and says how many had to go", () => {
  const buffer = new LogBuffer();
  for (let index = 0; index < MOST_ROWS + 30; index++) {
    buffer.add(message(`m${index}`));
  }
  assert.equal(buffer.take(MOST_ROWS).evicted, 0);
  assert.equal(buffer.take(100).evicted, 30);
  assert.equal(buffer.kept.length, MOST_ROWS);
  assert.equal(buffer.kept[0].data, "m30");
});

test("what comes faster than it can be shown is skipped and counted, newest kept", () => {
  const buffer = new LogBuffer();
  for (let index = 0; index < 100_000; index++) {
    buffer.add(message(`m${index}`));
  }
  assert.ok(buffer.waiting <= 2 * MOST_ROWS);
  assert.equal(buffer.skipped + buffer.waiting, 100_000);
  assert.equal(buffer.take(5000).taken.at(-1).data, "m99999");
});

test("all payloads together stay under 32 MiB, waiting ones included; the oldest are trimmed first", () => {
  const buffer = new LogBuffer();
  const megabyte = 1024 * 1024;
  for (let index = 0; index < 40; index++) {
    buffer.add(message("x".repeat(megabyte)));
  }
  const { taken } = buffer.take(MOST_ROWS);
  const held = taken.reduce((sum, { data }) => sum + data.length, 0);
  assert.ok(held <= 32 * megabyte, `${held}`);
  assert.equal(taken[0].trimmed, true);
  assert.equal(taken[0].data.length, TRIMMED_LENGTH);
  assert.equal(taken[0].size, megabyte);
  assert.equal(taken.at(-1).trimmed, false);
});

test("trims bytes as well as text, and makes room again when cleared", () => {
  const buffer = new LogBuffer();
  const half = 20 * 1024 * 1024;
  buffer.add(message(new Uint8Array(half)));
  buffer.add(message(new Uint8Array(half)));
  const { taken } = buffer.take(2);
  assert.deepEqual(
    taken.map(({ data }) => data.length),
    [TRIMMED_LENGTH, half],
  );
  buffer.clear();
  buffer.add(message(new Uint8Array(half)));
  assert.equal(buffer.take(1).taken[0].trimmed, false);
});

test("a tree keeps digits, order and names that occur twice", () => {
  const tree = parseJson('{"2": 12345678901234567890, "1": 1.50, "1": -0, "e": 1E400}');
  assert.deepEqual(
    tree.members.map(([name, { text }]) => [name, text]),
    [
      ['"2"', "12345678901234567890"],
      ['"1"', "1.50"],
      ['"1"', "-0"],
      ['"e"', "1E400"],
    ],
  );
});

test("a tree has every kind of value", () => {
  assert.deepEqual(parseJson('[{}, [], "a, \\"b\\" ]", true, null, [1,[2]]]'), {
    type: "array",
    items: [
      { type: "object", members: [] },
      { type: "array", items: [] },
      { type: "string", text: '"a, \\"b\\" ]"' },
      { type: "word", text: "true" },
      { type: "word", text: "null" },
      {
        type: "array",
        items: [
          { type: "number", text: "1" },
          { type: "array", items: [{ type: "number", text: "2" }] },
        ],
      },
    ],
  });
});

test("escaped letters become readable, control characters stay escaped", () => {
  assert.deepEqual(parseJson('["\\u4e2d\\u6587 \\u0007 \\/"]').items[0], { type: "string", text: '"中文 \\u0007 /"' });
});

test("what is no JSON object or array stays text", () => {
  for (const text of ["", "hello", "12", '"text"', "{", "[1,]", "{'a':1}", '{"a":1} x', "[NaN]", "\u00a0[1]"]) {
    assert.equal(parseJson(text), null, text);
  }
});

test("what is too large or too deep stays text", () => {
  assert.equal(parseJson(`[${"1,".repeat(30_000)}1]`), null);
  assert.equal(parseJson(`["${"x".repeat(300_000)}"]`), null);
  assert.equal(parseJson("[".repeat(200) + "]".repeat(200)), null);
  assert.equal(parseJson("[".repeat(200_000) + "]".repeat(200_000)), null);
  assert.notEqual(parseJson("[".repeat(90) + "]".repeat(90)), null);
  assert.notEqual(parseJson(`["${"\\n".repeat(100_000)}"]`), null);
});

test("agrees with JSON.parse on random documents", () => {
  let seed = Number(process.env.SEED ?? 20_260_101);
  const random = (limit) => Math.floor(((seed = (seed * 48271) % 2147483647) / 2147483647) * limit);
  const value = (depth) => {
    const kind = random(depth > 4 ? 4 : 6);
    const leaves = [() => random(1000) / 8, () => `"${random(100)}\\"{[,:]}\n中`, () => null, () => random(2) === 0];
    if (kind < 4) {
      return leaves[kind]();
    }
    const items = Array.from({ length: random(5) }, () => value(depth + 1));
    return kind === 4 ? items : Object.fromEntries(items.map((item, index) => [`k${index}"`, item]));
  };
  const plain = (node) => {
    if (node.type === "object") {
      return Object.fromEntries(node.members.map(([name, member]) => [JSON.parse(name), plain(member)]));
    }
    return node.type === "array" ? node.items.map(plain) : JSON.parse(node.text);
  };
  for (let round = 0; round < 500; round++) {
    const document = [value(0)];
    const text = JSON.stringify(document, null, random(3));
    assert.deepEqual(plain(parseJson(text)), document, `seed ${process.env.SEED ?? 20_260_101}, round ${round}`);
  }
});

test("a saved entry says what was on the wire", () => {
  const translator = { sentences: (parts) => parts.map(([key]) => key).join(" ") };
  const at = Date.UTC(2026, 0, 2, 3, 4, 5, 6);
  assert.deepEqual(savedEntry({ at, direction: "in", data: "hi", size: 2, roundTrip: 1.5 }, translator), {
    time: "2026-01-02T03:04:05.006Z",
    direction: "in",
    size: 2,
    estimatedRoundTripMs: 1.5,
    text: "hi",
  });
  assert.deepEqual(
    savedEntry({ at, direction: "out", data: Uint8Array.of(1, 255), size: 2, trimmed: true }, translator),
    { time: "2026-01-02T03:04:05.006Z", direction: "out", size: 2, trimmed: true, hex: "01 ff" },
  );
  assert.deepEqual(savedEntry({ at, direction: "event", parts: [["status.closing"]] }, translator), {
    time: "2026-01-02T03:04:05.006Z",
    direction: "event",
    event: "status.closing",
  });
});
