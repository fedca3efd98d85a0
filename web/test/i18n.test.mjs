import assert from "node:assert/strict";
import { test } from "node:test";
import english from "../js/text-en.js";
import chinese from "../js/text-zh.js";
import { Translator, preferredLanguage } from "../js/i18n.js";
import { indexHtml, webFiles } from "./web-files.mjs";

const placesIn = (entry) =>
  new Set(Object.values(typeof entry === "string" ? { entry } : entry).flatMap((text) => text.match(/\{\w+\}/g) ?? []));

test("both dictionaries have the same keys", () => {
  assert.ok(Object.keys(english).length > 150);
  assert.deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort());
});

test("both dictionaries name the same places in every text", () => {
  for (const key of Object.keys(english)) {
    assert.deepEqual(placesIn(chinese[key]), placesIn(english[key]), key);
  }
});

test("no text is left untranslated, save for words that are the same everywhere", () => {
  const same = Object.keys(english).filter((key) => JSON.stringify(english[key]) === JSON.stringify(chinese[key]));
  assert.deepEqual(same.sort(), ["composer.hex.placeholder", "log.kind.json", "plot.p99"]);
});

test("every key in the HTML is in the dictionaries", () => {
  const html = indexHtml();
  const keys = [...html.matchAll(/data-i18n="([^"]+)"/g)].map(([, key]) => key);
  const attributeKeys = [...html.matchAll(/data-i18n-attributes="([^"]+)"/g)].flatMap(([, list]) =>
    list.split(",").map((pair) => pair.split(":")[1]),
  );
  assert.ok(keys.length > 50);
  assert.ok(attributeKeys.length > 10);
  for (const key of [...keys, ...attributeKeys]) {
    assert.ok(key in english, key);
  }
});

test("what the HTML says before the scripts run is what the dictionary says", () => {
  const texts = [...indexHtml().matchAll(/data-i18n="([^"]+)"[^>]*>([^<]+)</g)];
  assert.ok(texts.length > 20);
  for (const [, key, text] of texts) {
    assert.equal(text, english[key], key);
  }
});

test("every key is used somewhere, and every literal key in the scripts exists", () => {
  const scripts = webFiles("js", ".js")
    .filter(({ name }) => !name.startsWith("text-"))
    .map(({ text }) => text)
    .join("\n");
  const literals = new Set(
    [
      ...scripts.matchAll(
        /"((?:page|theme|connection|handler|state|url|status|plan|reconnect|close|composer|log|json|plot|burst|view|rooms)\.[a-z0-9.-]+)"/g,
      ),
    ].map(([, key]) => key),
  );
  const computed =
    /^(close\.\d+|status\.failed\.(elsewhere|unreachable|willing)$|handler\.(draining|stopped|failed|degraded)|plan\.|state\.\d|composer\.(text|hex)\.placeholder|composer\.hex\.|composer\.file\.|log\.kind\.|burst\.result\.|rooms\.(state|kind)\.|language\.)/;
  const html = indexHtml();
  for (const key of literals) {
    assert.ok(key in english, `${key} is not in the dictionary`);
  }
  for (const key of Object.keys(english)) {
    assert.ok(literals.has(key) || html.includes(key) || computed.test(key), `${key} is never used`);
  }
});

test("things are called what they are: no loom, and no telephone", () => {
  const pictures =
    /\b(loom|cloth|knot|warp|thread|shuttle|dial\w*|redial\w*|hang ?up|pulse)\b|织机|经线|纬线|拨号|挂断|脉搏/i;
  for (const dictionary of [english, chinese]) {
    for (const [key, entry] of Object.entries(dictionary)) {
      assert.doesNotMatch(JSON.stringify(entry), pictures, key);
    }
  }
  const files = [...webFiles("js", ".js"), ...webFiles("css", ".css"), { name: "index.html", text: indexHtml() }];
  for (const { name, text } of files) {
    assert.doesNotMatch(text, pictures, name);
    assert.doesNotMatch(name, pictures);
  }
});

test("what comes back from a handler is a reply, everywhere", () => {
  for (const [key, entry] of Object.entries(english).filter(([name]) => /^(burst|log|plot)\./.test(name))) {
    assert.doesNotMatch(JSON.stringify(entry), /\b(answer\w*|response)\b/i, key);
  }
});

test("fills places, chooses the plural, and formats numbers by language", () => {
  const translator = new Translator({ en: english, zh: chinese }, "en");
  assert.equal(translator.t("log.newest", { n: 1 }), "1 newer message");
  assert.equal(translator.t("log.newest", { n: 1234 }), "1,234 newer messages");
  translator.change("zh");
  assert.equal(translator.t("log.newest", { n: 1 }), "1 条新消息");
  assert.equal(
    translator.t("status.closed", { code: "1000", meaning: { key: "close.1000" } }),
    "已关闭：1000，正常关闭。",
  );
});

test("a value that looks like a place is not filled again", () => {
  const translator = new Translator({ en: english }, "en");
  assert.equal(translator.t("status.received", { text: "{text} $& {n}" }), "Received: {text} $& {n}");
});

test("a key without a text is an error", () => {
  assert.throws(() => new Translator({ en: english }, "en").t("no.such.key"), /no\.such\.key/);
});

test("tells its listeners about a change of language", () => {
  const translator = new Translator({ en: english, zh: chinese }, "en");
  const seen = [];
  translator.onChange(() => seen.push(translator.locale));
  translator.change("zh");
  translator.change("en");
  assert.deepEqual(seen, ["zh-CN", "en"]);
});

test("takes the first wished language there is a dictionary for", () => {
  const wish = (...wishes) => preferredLanguage(wishes, ["en", "zh"]);
  assert.equal(wish(null, null, "zh-CN", "en"), "zh");
  assert.equal(wish("fr", "zh-Hant-TW"), "zh");
  assert.equal(wish("de-AT", "en-GB", "zh"), "en");
  assert.equal(wish("fr"), "en");
  assert.equal(wish(), "en");
});
