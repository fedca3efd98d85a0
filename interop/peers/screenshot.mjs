// The pictures for the documentation: a page that has been in use for a while, and two windows that chat.

import { ConsolePage } from "./console-page.mjs";
import { CuttingProxy } from "./cutting-proxy.mjs";
import { RoomsPage } from "./rooms-page.mjs";
import { eventually } from "./tap.mjs";

const JSON_REPLY = {
  jsonrpc: "2.0",
  id: 7,
  result: { server: "weft", handlers: ["echo", "uppercase"], limits: { message: 1048576, fragments: 1024 } },
};

// Different sizes, so that the plot has a shape.
const BURSTS = [
  [300, 4],
  [900, 16],
  [500, 8],
  [1400, 32],
  [700, 16],
  [1100, 24],
  [400, 4],
];

export async function takeScreenshot(browser, base, path) {
  const page = await ConsolePage.open(browser, base);
  await page.connectTo("echo");
  for (const [messages, inFlight] of BURSTS) {
    const started = Date.now();
    await page.burst(messages, inFlight);
    await eventually(
      "the next second",
      () => Date.now() - started,
      (elapsed) => elapsed >= 1000,
    );
  }
  await page.clear();
  await page.connectTo("uppercase");
  await page.send("straße");
  await page.received("STRASSE");
  await page.connectTo("echo");
  await page.send(JSON.stringify(JSON_REPLY));
  await eventually("the JSON reply", () => page.page.locator("[data-direction=in][data-kind=json]").count());
  for (const text of ["Warp and weft: over, under, over.", "经线与纬线", "<img src=x onerror=alert(1)>"]) {
    await page.send(text);
    await page.received(text);
  }
  await page.sendHex("00 01 7f 80 ff 57 65 66 74");
  await eventually(
    "all replies",
    () => page.page.locator("[data-direction=in]").count(),
    (count) => count === 6,
  );
  const total = () => page.text("#total-in");
  await eventually("figures of the last second", total, (text) => text.startsWith("5,306 "));
  await page.page.locator("#mode-text").click();
  await page.page.locator("#message").fill("the next pick …");
  await page.page.mouse.move(0, 0);
  await page.page.screenshot({ path, animations: "disabled" });
  await page.close();
}

const WINDOW = { width: 860, height: 720 };

// Two windows side by side on one ground, the second one in the dark and just back from an absence.
const DESK = `<!doctype html>
  <style>
    body { margin: 0; display: flex; gap: 28px; padding: 32px; background: #d9cfbd; width: max-content; }
    figure { margin: 0; border-radius: 12px; overflow: hidden; box-shadow: 0 18px 48px rgb(40 30 10 / 32%); }
    div { display: flex; gap: 8px; padding: 11px 14px; background: #efe8da; }
    figure:last-child div { background: #242a35; }
    i { width: 11px; height: 11px; border-radius: 50%; background: #bd5a42; }
    i + i { background: #c9a24a; }
    i + i + i { background: #5f8f6b; }
    img { display: block; width: ${WINDOW.width}px; height: ${WINDOW.height}px; }
  </style>
  <figure><div><i></i><i></i><i></i></div><img id="first"></figure>
  <figure><div><i></i><i></i><i></i></div><img id="second"></figure>`;

export async function takeChatPicture(browser, base, path) {
  const proxy = await CuttingProxy.to(new URL(base).port);
  const look = { viewport: WINDOW, deviceScaleFactor: 1 };
  const ada = await RoomsPage.open(browser, base, "Ada", look);
  const far = `http://127.0.0.1:${proxy.port}/`;
  const ben = await RoomsPage.open(browser, far, "Ben", { ...look, colorScheme: "dark" });
  ben.serverMayBeAway = true;
  await ben.join("public/design");
  for (const person of [ada, ben]) {
    await person.join("public/lobby");
  }
  await ada.say("Good morning! The new build is on the test server.");
  await ben.say("Seen it. I am on the train, so I may vanish now and then.");
  await ada.shows((await ben.said()).map(({ text }) => text));
  proxy.cut();
  await ben.stands(/^The connection is lost|^Connecting/);
  await ada.say("No matter: whatever you miss comes by itself.");
  await ada.say("In order, and once.");
  proxy.mend();
  await eventually("the replay", async () => (await ben.said()).length === 4);
  await ben.say("That was a tunnel. I have everything.");
  await eventually("the answer", async () => (await ada.said()).length === 5);
  await ada.page.locator("#room-text").fill("And the JAR was replaced meanwhile …");
  await frame(browser, [ada, ben], path);
  await Promise.all([ada.close(), ben.close()]);
  proxy.close();
}

async function frame(browser, pages, path) {
  const context = await browser.newContext({ viewport: { width: 1840, height: 820 }, deviceScaleFactor: 1 });
  const desk = await context.newPage();
  await desk.setContent(DESK);
  const pictures = await Promise.all(pages.map(({ page }) => page.screenshot({ animations: "disabled" })));
  for (const [index, id] of ["first", "second"].entries()) {
    const source = `data:image/png;base64,${pictures[index].toString("base64")}`;
    await desk.locator(`#${id}`).evaluate((image, address) => {
      image.src = address;
      return image.decode();
    }, source);
  }
  await desk.locator("body").screenshot({ path });
  await context.close();
}
