// The page of docs/channels.md in a real browser, against a running Weft server that serves it, with the handler channels
// and --origin http://chat.example:
//
//   node chat.mjs http://127.0.0.1:8083/ FOLDER
//
// FOLDER has the page and its scripts. From there they are also served as pages of other origins, of which one is allowed.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { basename, join } from "node:path";
import { launchBrowser } from "./console-page.mjs";
import { PATIENCE, check, eventually, finish } from "./tap.mjs";

const [base, folder] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node chat.mjs BASE-URL FOLDER");
  process.exit(2);
}

const TYPES = { ".html": "text/html", ".js": "text/javascript" };

// The same page, except that it names the server that it speaks to.
const elsewhere = createServer(async ({ url }, response) => {
  const name = url === "/" ? "index.html" : basename(url);
  const text = await readFile(join(folder, name), "utf8").catch(() => null);
  response.writeHead(text === null ? 404 : 200, { "Content-Type": TYPES[name.match(/\.\w+$/)?.[0]] ?? "text/plain" });
  response.end(text?.replace("location.href", JSON.stringify(base)));
}).listen(0, "127.0.0.1");
await once(elsewhere, "listening");

const here = `127.0.0.1:${elsewhere.address().port}`;
const browser = await launchBrowser([
  `--host-resolver-rules=MAP chat.example:80 ${here}, MAP other.example:80 ${here}`,
]);

async function open(url) {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(url);
  return page;
}

const lines = (page) => page.locator("#lines li").allInnerTexts();
const shows = (page, expected) =>
  eventually(
    `lines ${expected}`,
    () => lines(page),
    (shown) => JSON.stringify(shown) === JSON.stringify(expected),
  );

async function say(page, text) {
  await page.locator("#text").fill(text);
  await page.locator("#form button").click();
  await eventually(
    "the field to be empty",
    () => page.locator("#text").inputValue(),
    (left) => left === "",
  );
}

try {
  const first = await open(base);
  await check("two windows of the documented page chat", async () => {
    const second = await open(base);
    await say(first, "Hello");
    await say(second, "<i>Hi</i>");
    await shows(first, ["Hello", "<i>Hi</i>"]);
    await shows(second, ["Hello", "<i>Hi</i>"]);
    await second.reload();
    await shows(second, ["Hello", "<i>Hi</i>"]);
  });
  await check("a page of another origin that is allowed uses the client library", async () => {
    const guest = await open("http://chat.example/");
    assert.equal(await guest.evaluate(() => origin), "http://chat.example");
    await shows(guest, ["Hello", "<i>Hi</i>"]);
    await say(guest, "from elsewhere");
    await shows(first, ["Hello", "<i>Hi</i>", "from elsewhere"]);
  });
  await check("a page of an origin that is not allowed is refused", async () => {
    const stranger = await browser.newPage();
    const refusals = [];
    stranger.on("console", (message) => refusals.push(message.text()));
    await stranger.goto("http://other.example/");
    await eventually("the refusal", () => refusals.some((text) => text.includes("403")));
    assert.deepEqual(await lines(stranger), []);
  });
} finally {
  await browser.close();
  elsewhere.close();
}
finish();
