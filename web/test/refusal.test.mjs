import assert from "node:assert/strict";
import { test } from "node:test";
import { askWhy } from "../js/refusal.js";

const PAGE = "https://host/weft/?lang=en";
const SOCKET = "wss://host/weft/ws/echo?a=b";

function answering(status, body, { type = "text/plain; charset=utf-8", statusText = "Some Status" } = {}) {
  const asked = [];
  const ask = async (url, options) => {
    asked.push({ url, options });
    return new Response(body, { status, statusText, headers: { "Content-Type": type } });
  };
  return { ask, asked };
}

test("asks at the same path by HTTP, for this page", async () => {
  const { ask, asked } = answering(426, "");
  assert.deepEqual(await askWhy(SOCKET, PAGE, ask), { why: "willing" });
  assert.equal(asked[0].url, "https://host/weft/ws/echo?a=b");
  assert.equal(asked[0].options.headers["Weft-Page-Origin"], "https://host");
  assert.equal(asked[0].options.cache, "no-store");
});

test("tells the status and the server's own words", async () => {
  const said = (body) => askWhy(SOCKET, PAGE, answering(404, body, { statusText: "Not Found" }).ask);
  const refused = (words) => ({ why: "refused", status: "404 Not Found", words });
  assert.deepEqual(await said("404 Not Found\nno such handler\n"), refused("no such handler"));
  assert.deepEqual(
    await said("404 Not Found\r\none sentence.\r\nand another.\r\n"),
    refused("one sentence. and another"),
  );
  assert.deepEqual(await said(""), refused(""));
  assert.equal((await said("x".repeat(10_000))).words.length, 400);
});

test("does not repeat a proxy's page", async () => {
  const { ask } = answering(502, "<h1>Bad Gateway</h1>", { type: "text/html", statusText: "" });
  assert.deepEqual(await askWhy(SOCKET, PAGE, ask), { why: "refused", status: "502", words: "" });
});

test("a server that takes other requests but no WebSocket is willing", async () => {
  assert.deepEqual(await askWhy("wss://host/", PAGE, answering(200, "<html>").ask), { why: "willing" });
});

test("says when nobody answers, and asks nothing of other servers", async () => {
  const never = async () => {
    throw new TypeError("Failed to fetch");
  };
  assert.deepEqual(await askWhy(SOCKET, PAGE, never), { why: "unreachable" });
  const { ask, asked } = answering(404, "");
  assert.deepEqual(await askWhy("wss://elsewhere/x", PAGE, ask), { why: "elsewhere" });
  assert.deepEqual(await askWhy("wss://host:8083/x", PAGE, ask), { why: "elsewhere" });
  assert.equal(asked.length, 0);
});
