// The log as a text that a browser can keep for a reload, and back. What comes back is checked like anything else
// received. Pure.

import { TRIMMED_LENGTH } from "./log-buffer.js";

// Browsers keep about five million characters a tab; the newest entries that fit are kept.
export const LONGEST_SAVED = 2 * 1024 * 1024;

// One long message must not push all the others out: of a longer payload only the beginning is kept.
const LONGEST_PAYLOAD = 256 * 1024;

const DIRECTIONS = new Set(["in", "out", "event"]);

// total: how many entries there were, those that have left the log included.
export function packLog({ entries, total }, most = LONGEST_SAVED) {
  const packed = [];
  let left = most;
  for (const entry of entries.toReversed()) {
    const text = JSON.stringify(packEntry(entry));
    left -= text.length + 1;
    if (left < 0) {
      break;
    }
    packed.unshift(text);
  }
  return `{"total":${total},"entries":[${packed.join(",")}]}`;
}

// readable(entry): whether an event has words in this version of the page. Answers {entries, total}; none when the
// text is not what packLog made.
export function unpackLog(text, readable = () => true) {
  try {
    const { entries, total } = JSON.parse(text);
    const unpacked = entries
      .map(unpackEntry)
      .filter((entry) => entry && (entry.direction !== "event" || readable(entry)));
    return { entries: unpacked, total: Math.max(unpacked.length, Number.isSafeInteger(total) ? total : 0) };
  } catch {
    return { entries: [], total: 0 };
  }
}

function packEntry({ at, direction, parts, data, size, roundTrip, note, trimmed }) {
  if (direction === "event") {
    return { at, direction, parts };
  }
  const isText = typeof data === "string";
  const isLong = data.length > LONGEST_PAYLOAD;
  const kept = isLong ? data.slice(0, TRIMMED_LENGTH) : data;
  const payload = isText ? { text: kept } : { base64: toBase64(kept) };
  return { at, direction, size, roundTrip, note, trimmed: trimmed || isLong, ...payload };
}

function unpackEntry(entry) {
  const { at, direction, parts, size, roundTrip, note, trimmed, text, base64 } = entry;
  if (!DIRECTIONS.has(direction) || !Number.isFinite(at)) {
    return null;
  }
  if (direction === "event") {
    return Array.isArray(parts) ? { at, direction, parts } : null;
  }
  const data = typeof text === "string" ? text : fromBase64(base64);
  return {
    at,
    direction,
    data,
    size: Number.isSafeInteger(size) ? size : data.length,
    roundTrip: Number.isFinite(roundTrip) ? roundTrip : null,
    note: typeof note === "string" ? note : undefined,
    trimmed: trimmed === true,
  };
}

// Eight thousand at a time, because a call takes only so many arguments.
function toBase64(bytes) {
  let binary = "";
  for (let start = 0; start < bytes.length; start += 8192) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return btoa(binary);
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
