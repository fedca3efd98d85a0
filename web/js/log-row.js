// One entry of the log as a list item. Whatever was sent or received becomes text nodes, never markup.

import { element } from "./dom.js";
import { icon } from "./icons.js";
import { bytes, clockTime, duration } from "./format.js";
import { hexDump } from "./hex.js";
import { jsonView } from "./json-view.js";
import { parseJson } from "./json-tree.js";

// What a row shows at first, and after "show more". A paragraph of a million letters would stall the page.
const TEXT_AT_FIRST = 2000;
const TEXT_AT_MOST = 100_000;

// A text that may be taller than its share of the log gets a scroll bar of its own.
const TALL = { letters: 1500, lines: 15 };

const BYTES_AT_FIRST = 256;
const BYTES_AT_MOST = 16_384;

const DIRECTIONS = { out: ["up", "log.sent"], in: ["down", "log.received"], event: ["event", "log.event"] };

// look: {raw, more, folded}: as sent instead of a tree; all there is; trees closed, because many rows come at once.
export function logRow(entry, translator, look = {}) {
  const content =
    entry.direction === "event" ? eventContent(entry, translator) : messageContent(entry, translator, look);
  const [picture, name] = DIRECTIONS[entry.direction];
  return element(
    "li",
    {
      class: `row row-${entry.direction}`,
      data: { testid: "row", id: entry.id, direction: entry.direction, kind: content.kind },
    },
    element(
      "span",
      { class: "row-mark" },
      icon(picture),
      element("span", { class: "visually-hidden", text: translator.t(name) }),
    ),
    element(
      "div",
      { class: "row-main" },
      element("div", { class: "row-body", data: { testid: "row-body" } }, ...content.body),
      element(
        "div",
        { class: "row-side" },
        rowFacts(entry, content, translator),
        element("div", { class: "row-actions" }, ...content.actions),
      ),
    ),
  );
}

function rowFacts(entry, content, translator) {
  const facts = [element("time", { datetime: new Date(entry.at).toISOString(), text: clockTime(new Date(entry.at)) })];
  if (entry.direction !== "event") {
    facts.push(element("span", { class: "row-kind", text: translator.t(`log.kind.${content.kind}`) }));
    facts.push(element("span", { class: "row-size", text: bytes(entry.size, translator.locale) }));
  }
  if (typeof entry.roundTrip === "number") {
    const text = `≈ ${duration(entry.roundTrip, translator.locale)}`;
    facts.push(
      element("span", {
        class: "row-round-trip",
        title: translator.t("log.round-trip"),
        data: { testid: "round-trip" },
        text,
      }),
    );
  }
  return element("p", { class: "row-facts" }, ...facts);
}

function eventContent(entry, translator) {
  const text = translator.sentences(entry.parts);
  return { kind: "event", body: [element("span", { class: "row-event", text })], actions: [] };
}

function messageContent(entry, translator, look) {
  const shown =
    typeof entry.data === "string" ? textContent(entry, translator, look) : binaryContent(entry, translator, look);
  if (entry.note) {
    shown.body.push(element("span", { class: "row-note", text: entry.note }));
  }
  if (entry.trimmed) {
    shown.body.push(element("span", { class: "row-note", text: translator.t("log.trimmed") }));
  }
  if (entry.direction === "out" && !entry.trimmed) {
    shown.actions.push(action("again", "again", translator.t("log.again")));
  }
  shown.actions.push(action("copy", "copy", translator.t("log.copy")));
  return shown;
}

function textContent(entry, translator, look) {
  const tree = entry.trimmed ? null : parseJson(entry.data);
  const actions = tree ? [action("raw", "raw", translator.t(look.raw ? "log.tree" : "log.raw"), look.raw)] : [];
  if (tree && !look.raw) {
    return { kind: "json", body: [jsonView(tree, translator, look)], actions };
  }
  const most = look.more ? TEXT_AT_MOST : TEXT_AT_FIRST;
  const body = [plainText(entry.data.slice(0, most), translator)];
  if (entry.data.length > most && !look.more) {
    body.push(moreButton(entry, translator));
  }
  return { kind: tree ? "json" : "text", body, actions };
}

function plainText(text, translator) {
  if (text === "") {
    return element("span", { class: "row-note", text: translator.t("log.blank") });
  }
  // dir=auto: each text by its own direction, so that a right-to-left one does not turn the row round.
  const isTall = text.length > TALL.letters || text.split("\n", TALL.lines + 1).length > TALL.lines;
  return element("pre", { class: isTall ? "row-text tall" : "row-text", dir: "auto", text });
}

function binaryContent(entry, translator, look) {
  const most = look.more ? BYTES_AT_MOST : BYTES_AT_FIRST;
  const dump = hexDump(entry.data.subarray(0, most));
  const body = [dump === "" ? plainText("", translator) : element("pre", { class: "row-dump", text: dump })];
  if (entry.data.length > most && !look.more) {
    body.push(moreButton(entry, translator));
  }
  return { kind: "binary", body, actions: [] };
}

function moreButton(entry, translator) {
  const text = translator.t("log.more", { size: bytes(entry.size, translator.locale) });
  return element("button", { type: "button", class: "quiet more", data: { action: "more" }, text });
}

function action(name, picture, label, pressed) {
  const properties = {
    type: "button",
    class: "row-action",
    title: label,
    "aria-label": label,
    data: { action: name, testid: `row-${name}` },
  };
  const button = element(
    "button",
    pressed === undefined ? properties : { ...properties, "aria-pressed": String(pressed) },
  );
  button.append(icon(picture));
  return button;
}
