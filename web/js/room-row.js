// One entry of a room as a list item. Whatever others have sent becomes text nodes, never markup.

import { element } from "./dom.js";
import { clockTime } from "./format.js";

// What a row shows: a paragraph of a million letters would stall the page.
const LONGEST_TEXT = 5000;
const LONGEST_NAME = 40;

// ownName: under which the person at this page writes.
export function roomRow(entry, translator, ownName) {
  return entry.type === "message" ? messageRow(entry, translator, ownName) : eventRow(entry, translator);
}

function messageRow({ data, replayed, at }, translator, ownName) {
  const { name, text } = said(data);
  const own = name === ownName;
  return element(
    "li",
    {
      class: `said${own ? " said-own" : ""}${replayed ? " said-replayed" : ""}`,
      data: { testid: "said", replayed: String(replayed === true) },
    },
    element(
      "p",
      { class: "said-head" },
      element("span", { class: "said-name", text: name.slice(0, LONGEST_NAME) || translator.t("rooms.nameless") }),
      replayed ? element("span", { class: "tag", text: translator.t("rooms.replayed") }) : null,
      Number.isFinite(at) ? time(at) : null,
    ),
    element("p", { class: "said-text", dir: "auto", data: { testid: "said-text" }, text: text.slice(0, LONGEST_TEXT) }),
  );
}

// This page sends {name, text}; others may send anything.
function said(data) {
  const isOurs = typeof data?.text === "string" && typeof data.name === "string";
  return isOurs ? data : { name: "", text: typeof data === "string" ? data : JSON.stringify(data) };
}

function time(at) {
  return element("time", { datetime: new Date(at).toISOString(), text: clockTime(new Date(at)).slice(0, 5) });
}

function eventRow({ type, count, code }, translator) {
  if (type === "lost") {
    return element(
      "li",
      { class: "room-event room-lost", data: { testid: "room-lost" } },
      element("strong", { text: translator.t("rooms.lost") }),
      element("span", { text: translator.t("rooms.lost.why") }),
      element("button", { type: "button", data: { action: "history" }, text: translator.t("rooms.history.load") }),
    );
  }
  const text =
    type === "history" ? translator.t("rooms.history.shown", { n: count }) : translator.t(refusalKey(code));
  return element("li", { class: "room-event", data: { testid: `room-${type}` } }, element("span", { text }));
}

// The error codes of the handler: docs/channels.md.
export function refusalKey(code) {
  switch (code) {
    case -32001:
      return "rooms.refused.none";
    case -32002:
      return "rooms.refused.right";
    case -32003:
      return "rooms.refused.many";
    case -32602:
      return "rooms.refused.params";
    default:
      return "rooms.refused.other";
  }
}
