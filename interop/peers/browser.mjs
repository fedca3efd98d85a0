// A real browser against a running Weft server with the handlers echo and uppercase:
//
//   node browser.mjs http://127.0.0.1:8083/
//
// Environment: CHROMIUM (path of the browser), SCREENSHOT (path for a picture, optional), PATIENCE (ms per wait).
// Twice it says what it waits for, and waits for a line on its standard input: READY-FOR-REPLACEMENT, until REPLACED says
// that another JAR of the handler uppercase answers "replaced: ..."; READY-FOR-RESTART, until RESTARTED, and then expects
// the page to be connected again by itself.

import assert from "node:assert/strict";
import { ConsolePage, launchBrowser, lineFromHarness } from "./console-page.mjs";
import { check, eventually, finish } from "./tap.mjs";
import { takeScreenshot } from "./screenshot.mjs";

const base = process.argv[2];
if (!base) {
  console.error("usage: node browser.mjs BASE-URL");
  process.exit(2);
}

const browser = await launchBrowser();
try {
  const page = await ConsolePage.open(browser, base);
  await pageChecks(page);
  await messageChecks(page);
  await toolChecks(page);
  await closeChecks(page);
  await languageChecks(page);
  await replacementCheck(page);
  await restartCheck(page);
  await page.close();
  await narrowChecks();
  if (process.env.SCREENSHOT) {
    await check("a screenshot is saved", () => takeScreenshot(browser, base, process.env.SCREENSHOT));
  }
} finally {
  await browser.close();
  process.stdin.destroy();
}
finish();

async function pageChecks(page) {
  await check("the handlers are listed with their descriptions", async () => {
    const ids = await eventually(
      "handlers",
      () => page.handlerIds(),
      (list) => list.length >= 2,
    );
    assert.ok(ids.includes("echo") && ids.includes("uppercase"), ids.join());
    assert.ok((await page.text('[data-handler="echo"] .handler-description')).length > 0);
  });
  await check("the page loads without an error and within its content security policy", async () => {
    const policy = (await page.page.request.get(base)).headers()["content-security-policy"] ?? "none";
    assert.match(policy, /default-src 'self'/);
    assert.deepEqual(page.problems, []);
  });
  await check("readyState is shown from not connected to OPEN", async () => {
    assert.equal(await page.readyState(), "none");
    await page.connectTo("uppercase");
    assert.equal(await page.text("#ready-state [aria-current] code"), "OPEN");
    assert.equal(await page.text("#ready-state [aria-current] b"), "1");
  });
}

async function messageChecks(page) {
  await check("uppercase answers straße with STRASSE", async () => {
    await page.send("straße");
    await page.received("STRASSE");
    assert.deepEqual(await page.rows("out"), ["straße"]);
    assert.match(await page.text("[data-testid=round-trip]"), /^≈ \d/);
  });
  await check("another handler is one click away", async () => {
    await page.connectTo("echo");
    await eventually(
      "row of the switch",
      () => page.rows("event"),
      (rows) => rows.some((row) => /Replaced by a new connection/.test(row)),
    );
  });
  await check("markup received is shown as text", async () => {
    const markup = "<img src=x onerror=alert(1)>";
    const images = () => page.page.locator("img").count();
    const before = await images();
    await page.send(markup);
    await page.received(markup);
    assert.equal(await images(), before);
    assert.equal(await page.page.locator("#log img, #log script").count(), 0);
    assert.deepEqual(page.dialogs, []);
  });
  await check("JSON is shown as a tree that folds", async () => {
    await page.send('{"jsonrpc":"2.0","result":{"digits":12345678901234567890,"list":[1,"<b>",null]}}');
    const tree = page.page.locator("[data-direction=in][data-kind=json] [data-testid=json]").last();
    await eventually(
      "tree",
      () => tree.locator(".json-name").allInnerTexts(),
      (names) => names.includes('"digits"'),
    );
    assert.ok((await tree.innerText()).includes("12345678901234567890"));
    const branch = tree.locator("details").first();
    await branch.locator("summary").first().click();
    assert.equal(await branch.evaluate((details) => details.open), false);
  });
  await check("bytes typed as hex come back as a hex dump", async () => {
    await page.sendHex("00 7f 80 ff 57 65 66 74");
    const dump = page.page.locator("[data-direction=in] .row-dump");
    await eventually(
      "dump",
      () => dump.allInnerTexts(),
      (dumps) => dumps.some((text) => /^000000 {2}00 7f 80 ff 57 65 66 74 +\.\.\.\.Weft$/.test(text)),
    );
  });
  await check("bytes that are not hex are not sent", async () => {
    await page.clear();
    await page.sendHex("0g");
    assert.match(await page.text("#composer-note"), /not hexadecimal/);
    assert.deepEqual(await page.rows("out"), []);
    await page.page.locator("#message").fill("");
  });
}

async function toolChecks(page) {
  await check("a file is sent as text, in pieces that come back in order", async () => {
    const text = "经线与纬线 over, under. ".repeat(2000);
    await page.page.locator("#mode-file").click();
    await page.page
      .locator("#file")
      .setInputFiles({ name: "text.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
    await page.page.locator("#file-as").selectOption("text");
    await page.page.locator("#file-pieces").selectOption(String(16 * 1024));
    await page.page.locator("#send").click();
    await eventually(
      "note",
      () => page.text("#composer-note"),
      (note) => /Sent text\.txt as 4 messages/.test(note),
    );
    await eventually(
      "replies",
      () => page.page.locator("[data-testid=row][data-direction=in]").count(),
      (count) => count === 4,
    );
  });
  await check("the arrow key brings back what was sent", async () => {
    await page.send("first");
    await page.send("second");
    await page.page.locator("#message").press("ArrowUp");
    await page.page.locator("#message").press("ArrowUp");
    assert.equal(await page.page.locator("#message").inputValue(), "first");
    await page.page.locator("#message").press("ArrowDown");
    await page.page.locator("#message").press("ArrowDown");
    assert.equal(await page.page.locator("#message").inputValue(), "");
  });
  await check("the filter hides other rows", async () => {
    await page.received("second");
    await page.page.locator("#log-filter").fill("SECOND");
    const visible = page.page.locator("[data-testid=row]:not([hidden]) [data-testid=row-body]");
    await eventually(
      "filtered rows",
      () => visible.allInnerTexts(),
      (rows) => rows.length === 2 && rows.every((row) => row === "second"),
    );
    await page.page.locator("#log-filter").fill("");
  });
  await check("a burst of 2,000 logged messages is answered, and the log stays bounded", async () => {
    await page.page.locator("#burst-log").check();
    assert.match(await page.burst(2000, 64), /^2,000 replies/);
    const rows = () => page.page.locator("[data-testid=row]").count();
    await eventually("rows", rows, (count) => count === 500);
    await eventually(
      "last reply",
      () => page.rows("in"),
      (texts) => texts.at(-1) === "weft 2000",
    );
    await page.page.locator("#burst-log").uncheck();
  });
  await check("reading older rows pauses following, and the button goes back to the newest", async () => {
    const follow = (pressed) =>
      eventually(
        "follow",
        () => page.page.locator("#log-follow").getAttribute("aria-pressed"),
        (shown) => shown === String(pressed),
      );
    await follow(true);
    await page.page.locator("#log-scroll").hover();
    await page.page.mouse.wheel(0, -2000);
    await follow(false);
    const top = () => page.page.locator("#log-scroll").evaluate((scroller) => scroller.scrollTop);
    const before = await top();
    await page.send("while reading");
    await eventually(
      "button",
      () => page.text("#log-newest"),
      (label) => /2 newer messages/.test(label),
    );
    assert.equal(await top(), before);
    await page.page.locator("#log-newest").click();
    await follow(true);
    await page.received("while reading");
  });
  await check("the plots show figures", async () => {
    await eventually(
      "p50",
      () => page.text("#figure-p50"),
      (figure) => /\d/.test(figure),
    );
    await eventually(
      "label",
      () => page.page.locator("#plot-latency").getAttribute("aria-label"),
      (label) => /median \d/.test(label),
    );
  });
}

async function closeChecks(page) {
  await check("closing ends in CLOSED with code 1000", async () => {
    await page.disconnect();
    assert.equal(await page.text("#ready-state [aria-current] code"), "CLOSED");
    await eventually(
      "status",
      () => page.text("#status"),
      (status) => /^Closed: 1000, normal closure/.test(status),
    );
    assert.equal(await page.page.locator("#reconnect").isVisible(), false);
  });
  await check("a close code and reason of one's own are sent", async () => {
    await page.connectTo("echo");
    await page.page.locator(".close-options summary").click();
    await page.page.locator("#close-code").fill("4321");
    await page.page.locator("#close-reason").fill("done weaving");
    await page.disconnect();
    await eventually(
      "status",
      () => page.text("#status"),
      (status) => /^Closed: 4321, private code/.test(status),
    );
    await page.page.locator("#close-code").fill("1000");
    await page.page.locator("#close-reason").fill("");
  });
  await check("uppercase refuses binary with 1003, and the page does not connect again", async () => {
    await page.connectTo("uppercase");
    await page.sendHex("ff");
    await page.becomes(3);
    await eventually(
      "status",
      () => page.text("#status"),
      (status) => /^Closed: 1003, unsupported data/.test(status) && /No reconnect/.test(status),
    );
  });
}

async function languageChecks(page) {
  await check("the switch changes every word to Chinese, and the page remembers", async () => {
    await page.page.locator("#lang-zh").click();
    assert.equal(await page.text("#connect"), "连接");
    assert.equal(await page.text("#connection-title"), "连接");
    assert.match(await page.text("#status"), /^已关闭：1003/);
    assert.equal(await page.page.locator("html").getAttribute("lang"), "zh-CN");
    await page.page.reload();
    assert.equal(await page.text("#connection-title"), "连接");
    await page.page.locator("#lang-en").click();
    assert.equal(await page.text("#connection-title"), "Connection");
  });
  await check("a Chinese browser is greeted in Chinese", async () => {
    const chinese = await ConsolePage.open(browser, base, { locale: "zh-CN" });
    assert.equal(await chinese.text("#connect"), "连接");
    assert.equal(await chinese.text("#log-title"), "消息");
    assert.deepEqual(chinese.problems, []);
    await chinese.close();
  });
}

async function replacementCheck(page) {
  await check("a handler that is replaced is told of in the log, and the connection stays", async () => {
    await page.connectTo("uppercase");
    await page.send("straße");
    await page.received("STRASSE");
    const events = () => page.rows("event");
    const before = (await events()).length;
    console.log("READY-FOR-REPLACEMENT");
    await lineFromHarness("REPLACED");
    await eventually("the row in the log", events, (rows) =>
      rows.some((row) => row.includes("uppercase was replaced")),
    );
    assert.equal((await events()).length, before + 1);
    assert.equal(await page.text("#ready-state [aria-current] code"), "OPEN");
    await page.send("and now?");
    await page.received("replaced: and now?");
  });
}

async function restartCheck(page) {
  await check("the page connects again by itself after a restart of the server", async () => {
    await page.connectTo("echo");
    const connectedRows = async () => (await page.rows("event")).filter((row) => row.startsWith("Connected to")).length;
    await eventually("row of the connection", connectedRows);
    const before = await connectedRows();
    page.serverMayBeAway = true;
    console.log("READY-FOR-RESTART");
    await lineFromHarness("RESTARTED");
    await eventually("a new connection", connectedRows, (count) => count > before);
    await page.becomes(1);
    await page.send("here again");
    await page.received("here again");
  });
  await check("nothing went wrong on the page all along", async () => {
    assert.deepEqual(page.problems, []);
    assert.deepEqual(page.dialogs, []);
  });
}

async function narrowChecks() {
  for (const width of [320, 360]) {
    await check(`nothing scrolls sideways on a screen ${width} pixels wide`, async () => {
      const narrow = await ConsolePage.open(browser, base, { viewport: { width, height: 740 } });
      await narrow.connectTo("echo");
      await narrow.send(`{"long":"${"x".repeat(300)}"}`);
      await narrow.send("y".repeat(300));
      await narrow.sendHex("00".repeat(40));
      await eventually(
        "replies",
        () => narrow.rows("in"),
        (rows) => rows.length === 3,
      );
      assert.ok((await narrow.sidewaysScroll()) <= 0);
      await narrow.close();
    });
  }
}
