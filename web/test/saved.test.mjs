import assert from "node:assert/strict";
import { test } from "node:test";
import { InputHistory } from "../js/history.js";
import { LogBuffer, MOST_ROWS } from "../js/log-buffer.js";
import { packInputs, unpackInputs } from "../js/saved-inputs.js";
import { LONGEST_SAVED, packLog, unpackLog } from "../js/saved-log.js";

const text = (data, more = {}) => ({ at: 5, direction: "in", data, size: data.length, roundTrip: 1.5, ...more });

test("messages and events come back as they were, bytes and lone surrogates too", () => {
  const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index % 256);
  const entries = [
    { at: 1, direction: "event", parts: [["status.closed", { code: "1000", meaning: { key: "close.1000" } }]] },
    text('<b>"straße" 中文 \ud83d'),
    { at: 7, direction: "out", data: bytes, size: bytes.length, note: "a.bin" },
  ];
  const { entries: back, total } = unpackLog(packLog({ entries, total: 900 }));
  assert.equal(total, 900);
  assert.deepEqual(back[0], entries[0]);
  assert.deepEqual(back[1], { ...entries[1], note: undefined, trimmed: false });
  assert.deepEqual(back[2], { ...entries[2], roundTrip: null, trimmed: false });
});

test("the newest that fit are kept, and of a long one only the beginning", () => {
  const entries = Array.from({ length: 100 }, (_, index) => text(`${index} ${"x".repeat(100_000)}`));
  const packed = packLog({ entries, total: 100 });
  assert.ok(packed.length <= LONGEST_SAVED + 100, `${packed.length}`);
  const { entries: back } = unpackLog(packed);
  assert.ok(back.length > 10 && back.length < 100);
  assert.equal(back.at(-1).data, entries.at(-1).data);
  const [long] = unpackLog(packLog({ entries: [text("y".repeat(10 ** 6))], total: 1 })).entries;
  assert.deepEqual([long.trimmed, long.size, long.data.length], [true, 10 ** 6, 4096]);
});

test("less is kept where there is less room", () => {
  const entries = Array.from({ length: 50 }, (_, index) => text(`message ${index}`));
  const few = packLog({ entries, total: 50 }, 1000);
  assert.ok(few.length < 1100);
  assert.equal(unpackLog(few).entries.at(-1).data, "message 49");
});

test("what nobody can read any more does not come back", () => {
  for (const rubbish of [null, "", "{", "[]", '{"entries":1}', '{"entries":[null]}']) {
    assert.deepEqual(unpackLog(rubbish), { entries: [], total: 0 }, rubbish);
  }
  const wrong =
    '{"total":-1,"entries":[{"direction":"up","at":1},{"direction":"event","at":1},{"direction":"in","at":"x"}]}';
  assert.deepEqual(unpackLog(wrong), { entries: [], total: 0 });
  const entries = [
    { at: 1, direction: "event", parts: [["gone"]] },
    { at: 2, direction: "event", parts: [["here"]] },
  ];
  const readable = ({ parts }) => parts[0][0] === "here";
  assert.deepEqual(unpackLog(packLog({ entries, total: 2 }), readable).entries, [entries[1]]);
});

test("what comes back has its place in the log, before all that is new", () => {
  const buffer = new LogBuffer();
  buffer.restore(Array.from({ length: MOST_ROWS + 9 }, (_, index) => text(`old ${index}`)));
  assert.equal(buffer.kept.length, MOST_ROWS);
  buffer.add(text("new"));
  assert.equal(buffer.entries.at(-1).data, "new");
  assert.equal(buffer.take(1).evicted, 1);
  assert.equal(new Set(buffer.kept.map(({ id }) => id)).size, MOST_ROWS);
});

test("history and drafts come back, within limits", () => {
  const input = (draft, ...lines) => ({ draft, history: new InputHistory(lines) });
  const inputs = { text: input("typing", "one", "two\nlines"), hex: input("de ad", "ff") };
  assert.deepEqual(unpackInputs(packInputs("hex", inputs)), {
    mode: "hex",
    text: { draft: "typing", lines: ["one", "two\nlines"] },
    hex: { draft: "de ad", lines: ["ff"] },
  });
  const large = input(
    "x".repeat(100_000),
    "y".repeat(100_000),
    ...Array.from({ length: 100 }, () => "z".repeat(10_000)),
  );
  const packed = packInputs("file", { text: large, hex: input("") });
  assert.ok(packed.length < 300 * 1024, `${packed.length}`);
  assert.deepEqual([unpackInputs(packed).mode, unpackInputs(packed).text.draft], ["text", ""]);
  for (const rubbish of [null, "", "7", '{"text":{}}']) {
    assert.deepEqual(unpackInputs(rubbish).text, { draft: "", lines: [] });
  }
});

test("a history that comes back is walked from its newest line", () => {
  const history = new InputHistory(["one", "two"]);
  assert.equal(history.older("draft"), "two");
  assert.equal(history.older("draft"), "one");
  assert.equal(history.newer(), "two");
  assert.equal(history.newer(), "draft");
});
