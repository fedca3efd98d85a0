// What the page shows of a server that does not do as it is asked, and what it does by itself. A real browser against
// a running Weft server with the handlers echo, json-command, "failing" (its start throws), "hungry" (runs out of memory
// at each message), "leaving", and six more:
//
//   node browser-states.mjs http://127.0.0.1:8083/
//
// READY-FOR-REMOVAL waits for REMOVED on standard input: the JAR of "leaving" is gone then, and the handler stopped.
// READY-FOR-STOP waits for STOPPED: the server is gone.

import assert from "node:assert/strict";
import { ConsolePage, launchBrowser, lineFromHarness } from "./console-page.mjs";
import { check, eventually, finish } from "./tap.mjs";
import { serveBelow } from "./folder-proxy.mjs";

const base = process.argv[2];
if (!base) {
  console.error("usage: node browser-states.mjs BASE-URL");
  process.exit(2);
}

const LONG = "over and under ".repeat(12).trim();
const LONG_JSON = JSON.stringify({ jsonrpc: "2.0", result: { words: LONG } });

// A name of another origin that leads to this machine all the same.
const FOREIGN = "weft.example";

const browser = await launchBrowser([`--host-resolver-rules=MAP ${FOREIGN} 127.0.0.1`]);
try {
  await layoutChecks();
  await withPage({}, async (page) => {
    await filterChecks(page);
    await sendingChecks(page);
    await addressChecks(page);
    await exampleChecks(page);
  });
  await reloadChecks();
  await folderChecks();
  await withPage({ serverMayRefuse: true }, stateChecks);
  await foreignCheck();
  await withPage({ serverMayRefuse: true }, goneCheck);
} finally {
  await browser.close();
  process.stdin.destroy();
}
finish();

async function withPage({ serverMayRefuse = false, at = base, ...options }, body) {
  const page = await ConsolePage.open(browser, at, options);
  page.serverMayBeAway = serverMayRefuse;
  await eventually(
    "handlers",
    () => page.handlerIds(),
    (ids) => ids.length > 0,
  );
  await body(page);
  await check("no error on that page", () => assert.deepEqual(page.problems, []));
  await page.close();
}

function status(page, wanted) {
  return eventually(
    "status",
    () => page.text("#status"),
    (text) => wanted.test(text),
  );
}

function note(page, wanted) {
  return eventually(
    "note",
    () => page.text("#composer-note"),
    (text) => wanted.test(text),
  );
}

async function box(page, selector) {
  return page.page.locator(selector).last().boundingBox();
}

async function layoutChecks() {
  await withPage({ viewport: { width: 1280, height: 800 } }, async (page) => {
    await check("ten handlers leave another address, and what connects, in view", async () => {
      assert.ok((await page.handlerIds()).length >= 10);
      for (const selector of ["[data-testid=handler-other]", "#connect", "#status"]) {
        const { y, height } = await box(page, selector);
        assert.ok(y >= 0 && y + height <= 800, `${selector} at ${y}`);
      }
    });
    await check("once connected, readyState, extensions and options are small", async () => {
      await page.connectTo("echo");
      assert.ok((await box(page, "#ready-state")).height <= 60);
      assert.ok((await box(page, ".close-options")).height <= 30);
      assert.match(await page.text("#extensions"), /permessage-deflate/);
      assert.doesNotMatch(await page.text("#status"), /permessage-deflate/);
      const size = await page.page
        .locator("#extensions")
        .evaluate((note) => Number.parseFloat(getComputedStyle(note).fontSize));
      assert.ok(size <= 12, `${size}`);
    });
    for (const [kind, text] of [
      ["JSON", LONG_JSON],
      ["long text", LONG],
    ]) {
      await check(`${kind} has the whole width of its row at 1280 pixels`, async () => {
        const before = (await page.rows("in")).length;
        await page.send(text);
        await eventually(
          "reply",
          () => page.rows("in"),
          (rows) => rows.length > before,
        );
        const row = await box(page, "[data-direction=in] .row-main");
        const body = await box(page, "[data-direction=in] [data-testid=row-body]");
        assert.ok(body.width >= row.width - 1, `${body.width} of ${row.width}`);
        assert.ok(row.width > 500, `${row.width}`);
      });
    }
    await check("a short message has its facts beside it", async () => {
      await page.send("short");
      await page.received("short");
      const body = await box(page, "[data-direction=in] [data-testid=row-body]");
      const facts = await box(page, "[data-direction=in] .row-facts");
      assert.ok(Math.abs(body.y - facts.y) < 12 && facts.x > body.x, `${body.y} ${facts.y}`);
    });
    await check("sixteen bytes of a dump fit a line at 1280 pixels", async () => {
      await page.sendHex("00".repeat(16));
      const dump = page.page.locator("[data-direction=in] .row-dump").last();
      await dump.waitFor();
      assert.ok((await dump.evaluate((pre) => pre.scrollWidth - pre.clientWidth)) <= 0);
    });
  });
  await withPage({ viewport: { width: 820, height: 1180 } }, async (page) => {
    await check("a tablet has the messages beside the connection", async () => {
      const connection = await box(page, ".connection");
      const log = await box(page, "#view-console .log-panel");
      assert.ok(log.x >= connection.x + connection.width && log.y < 200, JSON.stringify([connection, log]));
      assert.ok(connection.width + log.width > 740, `${connection.width} ${log.width}`);
      assert.ok((await page.sidewaysScroll()) <= 0);
    });
  });
}

async function filterChecks(page) {
  const count = (wanted) =>
    eventually(
      "count",
      () => page.text("#log-count"),
      (text) => wanted.test(text),
    );
  await check("the count counts what the filter shows", async () => {
    await page.connectTo("echo");
    for (const text of ["apple", "pear", "plum"]) {
      await page.send(text);
      await page.received(text);
    }
    await page.page.locator("#log-filter").fill("PEAR");
    await count(/^2 shown of \d+$/);
    await page.page.locator("#log-direction").selectOption("in");
    await count(/^1 shown of \d+$/);
    await page.send("another pear");
    await count(/^2 shown of \d+$/);
  });
  await check("nothing found says so, and one click shows all again", async () => {
    await page.page.locator("#log-filter").fill("no such fruit");
    await count(/^0 shown of \d+$/);
    assert.match(await page.text("#log-nothing"), /Nothing found/);
    assert.equal(await page.page.locator("#log-empty").isVisible(), false);
    await page.page.locator("#log-show-all").click();
    await eventually(
      "rows",
      () => page.page.locator("[data-testid=row]:not([hidden])").count(),
      (rows) => rows > 8,
    );
    assert.equal(await page.page.locator("#log-nothing").isVisible(), false);
    await count(/^(\d+) shown of \1$/);
  });
}

async function sendingChecks(page) {
  await check("a row can be sent again", async () => {
    await page.send("once more");
    await page.received("once more");
    await page.page.locator("[data-direction=out] [data-testid=row-again]").last().click();
    const replies = async () => (await page.rows("in")).filter((text) => text === "once more").length;
    await eventually("second reply", replies, (count) => count === 2);
  });
  await check("sending while disconnected connects and then sends", async () => {
    await page.disconnect();
    await page.send("knock knock");
    await page.received("knock knock");
    assert.equal(await page.readyState(), "1");
    await eventually(
      "empty field",
      () => page.page.locator("#message").inputValue(),
      (text) => text === "",
    );
  });
  await check("so does a row that is sent again, a burst, and a file", async () => {
    await page.disconnect();
    await page.page.locator("[data-direction=out] [data-testid=row-again]").last().click();
    await page.becomes(1);
    await page.disconnect();
    assert.match(await page.burst(10, 2), /^10 replies/);
    await page.disconnect();
    await page.page.locator("#mode-file").click();
    await page.page
      .locator("#file")
      .setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("abc") });
    await page.page.locator("#send").click();
    await note(page, /Sent a\.txt as 1 message/);
  });
}

async function addressChecks(page) {
  const opened = [];
  page.page.on("websocket", (socket) => opened.push(socket.url()));
  await check("what is not an address is explained, and nobody is connected to", async () => {
    await page.disconnect();
    await page.page.locator("[data-testid=handler-other]").click();
    for (const text of ["not a url", "ws://not a url/", "ws://", "http//x y", "mailto:a@b", "ws://a,b"]) {
      await page.page.locator("#custom-url").fill(text);
      await page.page.locator("#connect").click();
      assert.match(await page.text("#custom-error"), /not a WebSocket address/, text);
      assert.equal(await page.page.locator("#custom-url").getAttribute("aria-invalid"), "true");
      assert.equal(await page.page.evaluate(() => document.activeElement.id), "custom-url");
    }
    assert.deepEqual(opened, []);
  });
  await check("nor by sending, which keeps the text", async () => {
    await page.send("keep me");
    await note(page, /Not sent/);
    assert.equal(await page.page.locator("#message").inputValue(), "keep me");
    assert.deepEqual(opened, []);
    await page.page.locator("#message").fill("");
  });
}

async function exampleChecks(page) {
  await check("json-command offers examples that it understands", async () => {
    await page.page.locator('[data-handler="json-command"]').click();
    const examples = page.page.locator("#examples .example");
    await eventually(
      "examples",
      () => examples.count(),
      (count) => count >= 3,
    );
    const texts = await examples.allInnerTexts();
    for (const [index, text] of texts.entries()) {
      await examples.nth(index).click();
      assert.equal(await page.page.locator("#message").inputValue(), text);
      const before = (await page.rows("in")).length;
      await page.page.locator("#message").press("Enter");
      const replies = await eventually(
        "reply",
        () => page.rows("in"),
        (rows) => rows.length > before,
      );
      assert.doesNotMatch(replies.at(-1), /"error"/, text);
    }
    await page.page.locator('[data-handler="echo"]').click();
    assert.equal(await page.page.locator("#examples").isVisible(), false);
  });
}

async function reloadChecks() {
  await withPage({}, async (page) => {
    await check("messages, history and draft survive a reload", async () => {
      await page.connectTo("echo");
      await page.send("<b>first</b>");
      await page.received("<b>first</b>");
      await page.sendHex("00 ff 80");
      await page.page.locator("[data-direction=in] .row-dump").waitFor();
      await page.page.locator("#mode-text").click();
      await page.page.locator("#message").fill("not sent yet");
      const before = await page.rows("in");
      await page.page.reload();
      await eventually(
        "rows",
        () => page.rows("in"),
        (rows) => rows.length === before.length,
      );
      assert.deepEqual(await page.rows("in"), before);
      assert.ok((await page.rows("event")).at(-1).startsWith("The page was reloaded"));
      assert.equal(await page.page.locator("#message").inputValue(), "not sent yet");
      await page.page.locator("#message").press("ArrowUp");
      assert.equal(await page.page.locator("#message").inputValue(), "<b>first</b>");
    });
    await check("what was cleared does not come back", async () => {
      await page.clear();
      await page.page.reload();
      await page.page.locator("#log-empty").waitFor();
      assert.deepEqual(await page.rows("in"), []);
    });
  });
}

async function folderChecks() {
  const proxy = await serveBelow("/weft/", base);
  await withPage({ at: proxy.url }, async (page) => {
    await check("behind a proxy that serves it at /weft/, the page finds its handlers and connects", async () => {
      await page.connectTo("echo");
      assert.match(await page.text("#status"), /\/weft\/ws\/echo/);
      await page.send("through");
      await page.received("through");
    });
  });
  await proxy.close();
}

async function stateChecks(page) {
  const shown = (handler) => page.page.locator(`[data-handler="${handler}"] .tag[data-tone]`);
  const tag = (handler, wanted) =>
    eventually(
      `state of ${handler}`,
      () => shown(handler).allInnerTexts(),
      (tags) => tags[0] === wanted,
    );
  const attempt = async (handler) => {
    await page.page.locator(`[data-handler="${handler}"]`).click();
    await page.page.locator("#connect").click();
  };
  await check("a handler that failed is shown so, and says 503 in the server's words", async () => {
    await tag("failing", "failed");
    assert.equal(await shown("echo").count(), 0);
    await attempt("failing");
    await status(page, /503 Service Unavailable, the handler is not available/);
  });
  await check("a message for it is kept, with the reason", async () => {
    await page.send("for later");
    await note(page, /Not sent/);
    assert.equal(await page.page.locator("#message").inputValue(), "for later");
    assert.deepEqual(await page.rows("out"), []);
  });
  await check("a handler that ran out of memory is shown as degraded", async () => {
    await page.page.locator("#message").fill("");
    await page.connectTo("hungry");
    await page.send("feed");
    await page.becomes(3);
    await tag("hungry", "degraded");
  });
  await check("an unknown path says 404 in the server's words", async () => {
    await page.page.locator("[data-testid=handler-other]").click();
    await page.page.locator("#custom-url").fill("/ws/nobody");
    await page.page.locator("#connect").click();
    await status(page, /404 Not Found, no such handler/);
  });
  await check("a handler whose JAR is removed is shown as stopped", async () => {
    console.log("READY-FOR-REMOVAL");
    await lineFromHarness("REMOVED");
    await tag("leaving", "stopped");
    await attempt("leaving");
    await status(page, /503 Service Unavailable/);
  });
}

async function foreignCheck() {
  const at = new URL(base);
  at.hostname = FOREIGN;
  await withPage({ serverMayRefuse: true, at: at.href }, async (page) => {
    await check("a page of another origin says 403 in the server's words", async () => {
      await page.page.locator('[data-handler="echo"]').click();
      await page.page.locator("#connect").click();
      const said = await status(page, /403 Forbidden, ./);
      assert.match(said, /No reconnect/);
    });
  });
}

async function goneCheck(page) {
  await check("a server that is gone says so", async () => {
    console.log("READY-FOR-STOP");
    await lineFromHarness("STOPPED");
    await page.page.locator("#connect").click();
    await status(page, /the server cannot be reached/);
  });
}
