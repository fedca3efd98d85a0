// The browser client as a test sees it: named actions, and what can be read off the page.

import { once } from "node:events";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";
import { PATIENCE, eventually, within } from "./tap.mjs";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

// What the browser itself logs when a server is away; the page cannot prevent it.
const EXPECTED_WHILE_AWAY =
  /WebSocket connection to .* failed|ERR_CONNECTION|ERR_EMPTY_RESPONSE|Failed to load resource/;

export function launchBrowser(moreFlags = []) {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, headless: true, args: [...FLAGS, ...moreFlags], timeout: 60_000 });
}

export class ConsolePage {
  #page;
  #context;
  #problems = [];
  #dialogs = [];
  serverMayBeAway = false;

  static async open(browser, base, { query = "", ...options } = {}) {
    const context = await browser.newContext({
      locale: "en-US",
      colorScheme: "light",
      viewport: { width: 1440, height: 900 },
      ...options,
    });
    const opened = new ConsolePage(context, await context.newPage());
    await opened.#watch();
    await opened.#page.goto(new URL(`?reconnect-max=500${query}`, base).href, { timeout: PATIENCE });
    return opened;
  }

  constructor(context, page) {
    this.#context = context;
    this.#page = page;
    page.setDefaultTimeout(PATIENCE);
  }

  get page() {
    return this.#page;
  }

  // Console errors, exceptions and violations of the content security policy so far.
  get problems() {
    return this.#problems;
  }

  get dialogs() {
    return this.#dialogs;
  }

  async #watch() {
    await this.#page.exposeFunction("reportViolation", (violation) => this.#problems.push(`policy: ${violation}`));
    await this.#page.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        globalThis.reportViolation(
          `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
        );
      });
    });
    this.#page.on("pageerror", (error) => this.#problems.push(`exception: ${error.message}`));
    this.#page.on("console", (message) => this.#onConsole(message));
    this.#page.on("dialog", (dialog) => {
      this.#dialogs.push(dialog.message());
      dialog.dismiss();
    });
  }

  #onConsole(message) {
    const text = message.text();
    if (message.type() === "error" && !(this.serverMayBeAway && EXPECTED_WHILE_AWAY.test(text))) {
      this.#problems.push(`console: ${text}`);
    }
  }

  close() {
    return this.#context.close();
  }

  text(selector) {
    return this.#page.locator(selector).first().innerText();
  }

  readyState() {
    return this.#page.locator("#ready-state").getAttribute("data-ready-state");
  }

  becomes(state) {
    return eventually(
      `readyState ${state}`,
      () => this.readyState(),
      (shown) => shown === String(state),
    );
  }

  handlerIds() {
    return this.#page
      .locator("[data-testid=handler-option]")
      .evaluateAll((options) => options.map((option) => option.dataset.handler));
  }

  async connectTo(handler) {
    await this.#page.locator(`[data-handler="${handler}"]`).click();
    await this.#page.locator("#connect").click();
    await this.becomes(1);
    const wanted = new RegExp(`/ws/${handler}\\b`);
    await eventually(
      `status for ${handler}`,
      () => this.text("#status"),
      (status) => wanted.test(status),
    );
  }

  async disconnect() {
    await this.#page.locator("#disconnect").click();
    await this.becomes(3);
  }

  async send(text) {
    await this.#page.locator("#mode-text").click();
    await this.#page.locator("#message").fill(text);
    await this.#page.locator("#message").press("Enter");
  }

  async sendHex(text) {
    await this.#page.locator("#mode-hex").click();
    await this.#page.locator("#message").fill(text);
    await this.#page.locator("#send").click();
  }

  // What the rows of one direction ("in", "out", "event") show.
  rows(direction) {
    const rows = this.#page.locator(`[data-testid=row][data-direction=${direction}] [data-testid=row-body]`);
    return rows.evaluateAll((bodies) => bodies.map((body) => body.textContent));
  }

  received(text) {
    return eventually(
      `received ${text}`,
      () => this.rows("in"),
      (rows) => rows.includes(text),
    );
  }

  clear() {
    return this.#page.locator("#log-clear").click();
  }

  async burst(messages, inFlight) {
    await this.#page.locator("#burst-count").fill(String(messages));
    await this.#page.locator("#burst-window").fill(String(inFlight));
    await this.#page.locator("#burst-run").click();
    return eventually(
      "end of the burst",
      () => this.text("#burst-result"),
      (result) => /per second/.test(result),
    );
  }

  sidewaysScroll() {
    return this.#page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  }
}

// Whoever started this script answers what it asked for with such a line on its standard input.
export async function lineFromHarness(expected) {
  const lines = createInterface({ input: process.stdin });
  const ended = once(lines, "close").then(() => Promise.reject(new Error(`standard input ended before ${expected}`)));
  const arrived = new Promise((resolve) => lines.on("line", (line) => line.trim() === expected && resolve()));
  try {
    await within(PATIENCE * 2, Promise.race([arrived, ended]));
  } finally {
    ended.catch(() => {});
    lines.close();
  }
}
