// The picture for the documentation: a page that has been in use for a while.

import { ConsolePage } from "./console-page.mjs";
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
