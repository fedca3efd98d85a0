// The rooms of the browser client in a real browser, against a running Weft server with the handler channels, which keeps
// ten messages:
//
//   node rooms.mjs http://127.0.0.1:8083/
//
// Environment: CHROMIUM (path of the browser), SCREENSHOT (path for a picture, optional), PATIENCE (ms per wait).

import assert from "node:assert/strict";
import { launchBrowser } from "./console-page.mjs";
import { CuttingProxy } from "./cutting-proxy.mjs";
import { RoomsPage } from "./rooms-page.mjs";
import { takeChatPicture } from "./screenshot.mjs";
import { check, eventually, finish } from "./tap.mjs";

const KEPT = 10;

const base = process.argv[2];
if (!base) {
  console.error("usage: node rooms.mjs BASE-URL");
  process.exit(2);
}

const browser = await launchBrowser();
const proxy = await CuttingProxy.to(new URL(base).port);
const farBase = `http://127.0.0.1:${proxy.port}/`;
const [anna, ben] = [await RoomsPage.open(browser, base, "Anna"), await RoomsPage.open(browser, base, "Ben")];
const cleo = await RoomsPage.open(browser, farBase, "Cleo");
const all = [anna, ben, cleo];
const said = [];

async function says(person, text) {
  await person.say(text);
  said.push(text);
}

async function cutOff() {
  cleo.serverMayBeAway = true;
  proxy.cut();
  await cleo.stands(/^The connection is lost|^Connecting/);
}

try {
  await chatChecks();
  await cutChecks();
  await lossChecks();
  await roomChecks();
  await smallChecks();
  await check("nothing went wrong on the pages all along", async () => {
    assert.deepEqual(
      all.flatMap(({ problems }) => problems),
      [],
    );
  });
  if (process.env.SCREENSHOT) {
    await check("a picture is saved", () => takeChatPicture(browser, base, process.env.SCREENSHOT));
  }
} finally {
  await browser.close();
  proxy.close();
}
finish();

async function chatChecks() {
  await check("three browsers chat, and see the same in the same order", async () => {
    for (const person of all) {
      await person.join("public/tea");
    }
    await says(anna, "Hello");
    await says(ben, "Is <b>this</b> text?");
    await says(cleo, "中文 🧵");
    for (const person of all) {
      await person.shows(said);
      assert.ok((await person.said()).every(({ replayed }) => !replayed));
    }
    assert.deepEqual(await anna.page.locator(".said-own [data-testid=said-text]").allInnerTexts(), ["Hello"]);
  });
  await check("who comes later sees the history", async () => {
    const late = await RoomsPage.open(browser, base, "Dora");
    await late.join("public/tea");
    await late.shows(said);
    assert.match(await late.text("[data-testid=room-history]"), /newest 3 messages/);
    await late.page.reload();
    await late.shows(said);
    await late.close();
  });
}

async function cutChecks() {
  await check("one that is cut off comes back, and what it missed is in order and marked", async () => {
    await cutOff();
    for (const text of ["one", "two", "three", "four"]) {
      await says(text.length > 3 ? anna : ben, text);
    }
    await ben.shows(said);
    await cleo.shows(said.slice(0, 3));
    await cleo.page.locator("#room-text").fill("unsent");
    await cleo.page.locator("#room-text").press("Enter");
    await eventually(
      "the note",
      () => cleo.text("#room-note"),
      (note) => note === "Not sent: there is no connection.",
    );
    assert.equal(await cleo.page.locator("#room-text").inputValue(), "unsent");
    proxy.mend();
    await cleo.shows(said);
    assert.deepEqual(
      (await cleo.said()).map(({ replayed }) => replayed),
      [false, false, false, true, true, true, true],
    );
    assert.equal(await cleo.page.locator(".said .tag").first().innerText(), "while you were away");
    assert.equal(await cleo.page.locator("[data-testid=room-lost]").count(), 0);
  });
  await check("afterwards everything is as before", async () => {
    await says(cleo, "back again");
    for (const person of all) {
      await person.shows(said);
      assert.equal((await person.said()).at(-1).replayed, false);
    }
  });
}

async function lossChecks() {
  await check("one that was away for longer than the history is told that messages are missing", async () => {
    const before = [...said];
    await cutOff();
    for (let number = 1; number <= KEPT + 2; number++) {
      await says(anna, `line ${number}`);
    }
    proxy.mend();
    await eventually("the words", () => cleo.page.locator("[data-testid=room-lost]").count());
    assert.match(await cleo.text("[data-testid=room-lost]"), /^Messages are missing here\./);
    await cleo.shows(before);
    await says(ben, "after the gap");
    await cleo.shows([...before, "after the gap"]);
  });
  await check("it can load what the server still has", async () => {
    await cleo.page.locator("[data-testid=room-lost] button").click();
    await cleo.shows(said.slice(-KEPT));
    assert.equal(await cleo.page.locator("[data-testid=room-lost]").count(), 0);
    await anna.shows(said);
  });
}

async function roomChecks() {
  await check("what is said in another room is counted, and shown when it is chosen", async () => {
    await anna.join("live/desk");
    await ben.join("live/desk");
    assert.match(await anna.text("#room-kind"), /nothing is kept/);
    assert.equal(await anna.page.locator("#room-history").isVisible(), false);
    await anna.page.locator('[data-room="public/tea"]').focus();
    await cleo.say("over here");
    await eventually(
      "the count",
      () => anna.text('[data-room="public/tea"] .tag'),
      (count) => count === "1 new",
    );
    assert.equal(await anna.page.evaluate(() => document.activeElement.dataset.room), "public/tea");
    await anna.page.locator('[data-room="public/tea"]').click();
    await eventually("the message", async () => (await anna.said()).at(-1).text === "over here");
    assert.equal(await anna.page.locator(".room-choice .tag:visible").count(), 0);
  });
  await check("a room is left, and the next one shown", async () => {
    await anna.page.locator("#room-leave").click();
    await eventually(
      "the title",
      () => anna.text("#room-title"),
      (title) => title === "live/desk",
    );
    await ben.say("only to the desk");
    await anna.shows(["only to the desk"]);
  });
  await check("a room that there is not is refused in words", async () => {
    await anna.page.locator("#rooms-room").fill("private/vault");
    await anna.page.locator("#rooms-enter").click();
    await eventually(
      "the error",
      () => anna.text("#rooms-error"),
      (error) => /no such room/.test(error),
    );
    await eventually("one room", async () => (await anna.page.locator(".room-choice").count()) === 1);
  });
  await check("everything is done with the keyboard alone", async () => {
    const hands = await RoomsPage.open(browser, base, "Keys");
    await hands.page.locator("#rooms-room").focus();
    await hands.page.keyboard.press("Enter");
    await eventually("the room", () => hands.page.locator("#room-send").isEnabled());
    await hands.page.keyboard.type("typed");
    await hands.page.keyboard.press("Enter");
    await hands.shows(["typed"]);
    await hands.page.keyboard.press("Shift+Tab");
    await hands.page.keyboard.press("Shift+Tab");
    await hands.page.keyboard.press("Enter");
    await eventually("no room", async () => (await hands.page.locator(".room-choice").count()) === 0);
    assert.equal(await hands.page.evaluate(() => document.activeElement.id), "rooms-room");
    await hands.close();
  });
  await check("the words change with the language", async () => {
    await ben.page.locator("#lang-zh").click();
    assert.equal(await ben.text("#rooms-title"), "房间");
    assert.match(await ben.text("#rooms-status"), /^已连接/);
    await ben.page.locator("#lang-en").click();
  });
}

async function smallChecks() {
  for (const width of [320, 360]) {
    await check(`nothing scrolls sideways on a screen ${width} pixels wide`, async () => {
      const small = await RoomsPage.open(browser, base, "Small", {
        viewport: { width, height: 740 },
        colorScheme: "dark",
      });
      await small.join(`public/${"long/".repeat(20)}`);
      await small.say("x".repeat(300));
      await small.say("and some words");
      assert.ok((await small.sidewaysScroll()) <= 0);
      await small.close();
    });
  }
}
