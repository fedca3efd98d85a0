// The view of rooms as a test sees it.

import { ConsolePage } from "./console-page.mjs";
import { eventually } from "./tap.mjs";

export class RoomsPage {
  #console;

  static async open(browser, base, name, options = {}) {
    const opened = new RoomsPage(await ConsolePage.open(browser, base, { query: "&view=rooms", ...options }));
    await opened.page.locator("#rooms-name").fill(name);
    await opened.page.locator("#rooms-name").press("Tab");
    await opened.stands(/^Connected/);
    return opened;
  }

  constructor(consolePage) {
    this.#console = consolePage;
  }

  get page() {
    return this.#console.page;
  }

  get problems() {
    return this.#console.problems;
  }

  set serverMayBeAway(isExpected) {
    this.#console.serverMayBeAway = isExpected;
  }

  close() {
    return this.#console.close();
  }

  sidewaysScroll() {
    return this.#console.sidewaysScroll();
  }

  text(selector) {
    return this.#console.text(selector);
  }

  stands(status) {
    return eventually(
      `status ${status}`,
      () => this.text("#rooms-status"),
      (text) => status.test(text),
    );
  }

  async join(room) {
    await this.page.locator("#rooms-room").fill(room);
    await this.page.locator("#rooms-room").press("Enter");
    await eventually("the room", () => this.page.locator("#room-send").isEnabled());
  }

  async say(text) {
    await this.page.locator("#room-text").fill(text);
    await this.page.locator("#room-text").press("Enter");
    await eventually(
      "the field to be empty",
      () => this.page.locator("#room-text").inputValue(),
      (left) => left === "",
    );
  }

  // What is said in the room that is shown: {text, replayed} each.
  said() {
    return this.page.locator("[data-testid=said]").evaluateAll((rows) =>
      rows.map((row) => ({
        text: row.querySelector("[data-testid=said-text]").textContent,
        replayed: row.dataset.replayed === "true",
      })),
    );
  }

  shows(expected) {
    return eventually(
      `${expected.length} messages`,
      async () => (await this.said()).map(({ text }) => text),
      (texts) => JSON.stringify(texts) === JSON.stringify(expected),
    );
  }
}
