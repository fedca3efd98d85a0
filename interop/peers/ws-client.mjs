// The ws library against an echo handler of a running server:
//
//   node ws-client.mjs ws://127.0.0.1:8083/ws/echo

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import WebSocket from "ws";
import { PATIENCE, check, finish, within } from "./tap.mjs";

const url = process.argv[2];
if (!url) {
  console.error("usage: node ws-client.mjs WS-URL");
  process.exit(2);
}

// RFC 6455 5.2: lengths to either side of where the header grows.
const LENGTHS = [1, 125, 126, 127, 65535, 65536];
const ALIKE = [0, 1, 125, 126, 4096, 65536];
const MEBIBYTE = 1024 * 1024;

for (const compressed of [false, true]) {
  const how = compressed ? "permessage-deflate offered" : "no extension";
  await checks(how, { perMessageDeflate: compressed });
}
await controlChecks();
finish();

async function checks(how, options) {
  await echoCheck(`text (${how})`, options, "straße 经线 😀");
  await echoCheck(`empty text (${how})`, options, "");
  await echoCheck(`empty binary (${how})`, options, Buffer.alloc(0));
  for (const length of LENGTHS) {
    await echoCheck(`binary of ${length} bytes (${how})`, options, pattern(length));
  }
  await echoCheck(`text of 1 MiB (${how})`, options, "weft".repeat(MEBIBYTE / 4));
  await check(`fragments arrive as one message (${how})`, () => connected(options, fragments));
  await check(`100 alike messages (${how})`, () => connected(options, alike));
  await check(`1,000 pipelined messages come back in order (${how})`, () => connected(options, pipelined));
}

async function controlChecks() {
  await check("a ping is answered with its own payload", () => connected({}, pingPong));
  await check("an empty ping and one of 125 bytes are answered", () => connected({}, pingLengths));
  await check("a ping between two fragments is answered before the message ends", () => connected({}, pingInside));
  await check("an unsolicited pong is ignored", () => connected({}, unsolicitedPong));
  for (const [code, reason] of [
    [1000, ""],
    [1000, "bye"],
    [3000, "straße"],
    [4999, "x".repeat(123)],
  ]) {
    await check(`close ${code} with a reason of ${Buffer.byteLength(reason)} bytes is echoed`, () =>
      closeIsEchoed(code, reason),
    );
  }
  await check("a close without a code ends as 1005", closeWithoutCode);
}

function echoCheck(name, options, message) {
  return check(name, () =>
    connected(options, async (socket) => {
      const isBinary = typeof message !== "string";
      socket.send(message);
      assertMessage(await nextMessage(socket), Buffer.from(message), isBinary);
    }),
  );
}

async function fragments(socket) {
  const text = "over, under 经线";
  const bytes = Buffer.from(text);
  // The second cut is inside a character, which RFC 6455 5.6 allows.
  for (const [start, end] of [
    [0, 4],
    [4, bytes.length - 1],
    [bytes.length - 1, bytes.length],
  ]) {
    socket.send(bytes.subarray(start, end), { binary: false, fin: end === bytes.length });
  }
  assertMessage(await nextMessage(socket), bytes, false);
  socket.send(Buffer.alloc(0), { fin: false });
  socket.send(pattern(70_000), { fin: false });
  socket.send(Buffer.alloc(0), { fin: true });
  assertMessage(await nextMessage(socket), pattern(70_000), true);
}

// Each refers to the one before, and is too random to refer to itself: so as far back as it may.
async function alike(socket) {
  const letters = randomBytes(65536).toString("base64").slice(0, 65536);
  for (let number = 0; number < 100; number++) {
    const message = (number + letters).slice(0, ALIKE[Math.floor(number / 2) % ALIKE.length]);
    const isBinary = number % 2 === 1;
    socket.send(isBinary ? Buffer.from(message) : message);
    assertMessage(await nextMessage(socket), Buffer.from(message), isBinary);
  }
}

async function pipelined(socket) {
  const received = [];
  const all = new Promise((resolve) => {
    socket.on("message", (data) => received.push(data.toString()) === 1000 && resolve());
  });
  const sent = Array.from({ length: 1000 }, (_, index) => `message ${index} ${"x".repeat(index % 200)}`);
  sent.forEach((text) => socket.send(text));
  await all;
  assert.deepEqual(received, sent);
}

async function pingPong(socket) {
  const pong = once(socket, "pong");
  socket.ping("shuttle");
  assert.equal((await pong)[0].toString(), "shuttle");
}

async function pingLengths(socket) {
  for (const length of [0, 125]) {
    const pong = once(socket, "pong");
    socket.ping(pattern(length));
    assert.deepEqual((await pong)[0], pattern(length));
  }
}

async function pingInside(socket) {
  const seen = [];
  socket.on("pong", () => seen.push("pong"));
  socket.on("message", () => seen.push("message"));
  const pong = once(socket, "pong");
  socket.send("first ", { fin: false });
  socket.ping("inside");
  await pong;
  const message = nextMessage(socket);
  socket.send("second", { fin: true });
  assertMessage(await message, Buffer.from("first second"), false);
  assert.deepEqual(seen, ["pong", "message"]);
}

// RFC 6455 5.5.3: "A response to an unsolicited Pong frame is not expected."
async function unsolicitedPong(socket) {
  const seen = [];
  socket.on("pong", () => seen.push("pong"));
  socket.on("ping", () => seen.push("ping"));
  socket.pong("nobody asked");
  socket.send("still here");
  assertMessage(await nextMessage(socket), Buffer.from("still here"), false);
  assert.deepEqual(seen, []);
}

// RFC 6455 5.5.1: "the endpoint typically echos the status code it received". A reason may come back or not.
async function closeIsEchoed(code, reason) {
  const socket = await open({});
  socket.close(code, reason);
  const [echoed, echoedReason] = await once(socket, "close");
  assert.equal(echoed, code);
  assert.ok(["", reason].includes(echoedReason.toString()), `reason ${echoedReason}`);
}

async function closeWithoutCode() {
  const socket = await open({});
  socket.close();
  const [code] = await once(socket, "close");
  assert.ok(code === 1005 || code === 1000, `code ${code}`);
}

async function connected(options, body) {
  const socket = await open(options);
  const failed = new Promise((_, reject) => {
    socket.on("error", reject);
    socket.on("close", (code, reason) => reject(new Error(`closed early: ${code} ${reason}`)));
  });
  failed.catch(() => {});
  try {
    await Promise.race([body(socket), failed]);
  } finally {
    socket.terminate();
  }
}

async function open(options) {
  const socket = new WebSocket(url, { handshakeTimeout: PATIENCE, ...options });
  await within(PATIENCE, once(socket, "open"));
  return socket;
}

async function nextMessage(socket) {
  const [data, isBinary] = await once(socket, "message");
  return { data, isBinary };
}

function assertMessage({ data, isBinary }, expected, expectBinary) {
  assert.equal(isBinary, expectBinary, "kind of message");
  assert.equal(data.length, expected.length, "length");
  assert.ok(data.equals(expected), "content differs");
}

// Bytes that differ from their neighbours, so that a shift or a wrong mask shows.
function pattern(length) {
  return Buffer.from(Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) & 0xff));
}
