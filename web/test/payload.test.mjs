import assert from "node:assert/strict";
import { test } from "node:test";
import { hexDump, parseHex, toHex } from "../js/hex.js";
import { bytes, clockTime, duration, utf8Length } from "../js/format.js";
import { fileMessages, sendFile } from "../js/file-sender.js";
import { InputHistory } from "../js/history.js";

const deadBeef = Uint8Array.of(0xde, 0xad, 0xbe, 0xef);

test("reads the ways people write bytes", () => {
  for (const text of [
    "deadbeef",
    "DE AD BE EF",
    "de:ad:be:ef",
    "0xde, 0xad, 0xbe, 0xef",
    "\\xde\\xad\\xbe\\xef",
    " de-ad\nbe_ef ",
  ]) {
    assert.deepEqual(parseHex(text), { bytes: deadBeef }, text);
  }
  assert.deepEqual(parseHex(""), { bytes: new Uint8Array(0) });
});

test("says what is wrong with bytes that cannot be read", () => {
  assert.deepEqual(parseHex("de zz"), { error: "digit", at: "zz" });
  assert.deepEqual(parseHex("dea"), { error: "odd", at: "dea" });
  assert.deepEqual(parseHex("0x"), { error: "odd", at: "0x" });
  assert.deepEqual(parseHex("de 0x0xad"), { error: "digit", at: "0x0xad" });
});

test("writes and reads back every byte", () => {
  const all = Uint8Array.from({ length: 256 }, (_, value) => value);
  assert.deepEqual(parseHex(toHex(all)).bytes, all);
});

test("dumps sixteen bytes a line with their offset and ASCII", () => {
  const data = new TextEncoder().encode("Weft: over, under");
  assert.equal(
    hexDump(data),
    "000000  57 65 66 74 3a 20 6f 76  65 72 2c 20 75 6e 64 65  Weft: over, unde\n000010  72                                                r",
  );
  assert.equal(hexDump(Uint8Array.of(0, 0x7f, 0xff)).slice(-3), "...");
  assert.equal(hexDump(new Uint8Array(0)), "");
});

test("counts UTF-8 as the network does, lone surrogates included", () => {
  for (const text of ["", "a", "straße", "经线与纬线", "😀", "\ud83d", "\ude00x", "a\ud83db", "\ud83d\ud83d\ude00"]) {
    assert.equal(utf8Length(text), new TextEncoder().encode(text).length, JSON.stringify(text));
  }
});

test("shows sizes, durations and times", () => {
  assert.equal(bytes(1023, "en"), "1,023\u00a0B");
  assert.equal(bytes(1536, "en"), "1.5\u00a0KiB");
  assert.equal(bytes(1048576, "en"), "1\u00a0MiB");
  assert.equal(duration(0.34, "en"), "0.3\u00a0ms");
  assert.equal(duration(1500, "en"), "1.5\u00a0s");
  assert.equal(duration(125_000, "en"), "2\u00a0min 5\u00a0s");
  assert.equal(duration(7_260_000, "en"), "2\u00a0h 1\u00a0min");
  assert.equal(clockTime(new Date(2026, 0, 2, 3, 4, 5, 6)), "03:04:05.006");
});

async function pieces(file, options) {
  const found = [];
  for await (const piece of fileMessages(file, options)) {
    found.push(piece);
  }
  return found;
}

test("cuts a file into pieces and loses nothing", async () => {
  const content = Uint8Array.from({ length: 1000 }, (_, index) => index % 251);
  for (const pieceSize of [0, 1, 333, 999, 1000, 1001]) {
    const found = await pieces(new Blob([content]), { asText: false, pieceSize });
    assert.equal(found.length, pieceSize ? Math.ceil(1000 / pieceSize) : 1);
    assert.deepEqual(Uint8Array.from(found.flatMap((piece) => [...piece])), content);
  }
});

test("an empty file is one empty message", async () => {
  assert.deepEqual(await pieces(new Blob([]), { asText: false, pieceSize: 0 }), [new Uint8Array(0)]);
  assert.deepEqual(await pieces(new Blob([]), { asText: true, pieceSize: 16 }), [""]);
});

test("text in pieces never cuts a character in two", async () => {
  const text = "经线 😀 weft".repeat(20);
  for (const pieceSize of [1, 2, 3, 5, 7, 64]) {
    const found = await pieces(new Blob([text]), { asText: true, pieceSize });
    assert.equal(found.join(""), text);
    assert.ok(found.every((piece) => piece.isWellFormed()));
  }
});

function fakeConnection({ bufferedAmount = 0 } = {}) {
  const sent = [];
  return {
    sent,
    isOpen: true,
    bufferedAmount,
    send(data) {
      sent.push(data);
      return data.length;
    },
  };
}

const quiet = () => ({ onSent() {}, onProgress() {}, signal: new AbortController().signal });

test("sends a file and says how it went", async () => {
  const connection = fakeConnection();
  assert.deepEqual(await sendFile(new Blob(["abcdef"]), { asText: true, pieceSize: 4 }, connection, quiet()), {
    outcome: "sent",
    messages: 2,
  });
  assert.deepEqual(connection.sent, ["abcd", "ef"]);
});

test("bytes that are not UTF-8 are not sent as text", async () => {
  const connection = fakeConnection();
  assert.deepEqual(await sendFile(new Blob([deadBeef]), { asText: true, pieceSize: 0 }, connection, quiet()), {
    outcome: "not-text",
    messages: 0,
  });
  assert.deepEqual(connection.sent, []);
});

test("waits while the network is behind, and stops when the connection ends meanwhile", async () => {
  const connection = fakeConnection({ bufferedAmount: 2 * 1024 * 1024 });
  const looks = [];
  const onProgress = (done) => {
    looks.push(done);
    connection.isOpen = looks.length < 3;
  };
  const result = await sendFile(new Blob(["abcdef"]), { asText: false, pieceSize: 3 }, connection, {
    ...quiet(),
    onProgress,
  });
  assert.equal(connection.sent.length <= 2, true);
  assert.equal(looks.length >= 3, true);
  assert.equal(result.outcome, "closed");
});

test("a cancelled file stops between two pieces", async () => {
  const connection = fakeConnection();
  const cancel = new AbortController();
  const result = await sendFile(new Blob(["abcdef"]), { asText: false, pieceSize: 2 }, connection, {
    onSent: () => cancel.abort(),
    onProgress() {},
    signal: cancel.signal,
  });
  assert.deepEqual(result, { outcome: "cancelled", messages: 1 });
});

test("history walks back and forth and keeps what was being typed", () => {
  const history = new InputHistory();
  assert.equal(history.older("draft"), null);
  for (const line of ["one", "two", "two", ""]) {
    history.add(line);
  }
  assert.equal(history.newer(), null);
  assert.equal(history.older("draft"), "two");
  assert.equal(history.older("two"), "one");
  assert.equal(history.older("one"), null);
  assert.equal(history.newer(), "two");
  assert.equal(history.newer(), "draft");
  assert.equal(history.newer(), null);
});

test("history is bounded", () => {
  const history = new InputHistory();
  for (let index = 0; index < 1000; index++) {
    history.add(`line ${index}`);
  }
  let steps = 0;
  while (history.older("") !== null) {
    steps++;
  }
  assert.equal(steps, 100);
});
