// The log as a file of JSON lines, one entry a line, handed to the browser as a download.

import { element } from "./dom.js";
import { toHex } from "./hex.js";

export function saveLog(entries, translator) {
  const lines = entries.map((entry) => `${JSON.stringify(savedEntry(entry, translator))}\n`);
  const url = URL.createObjectURL(new Blob(lines, { type: "application/x-ndjson" }));
  element("a", { href: url, download: `weft-${new Date().toISOString().replace(/[:.]/g, "-")}.jsonl` }).click();
  URL.revokeObjectURL(url);
}

export function savedEntry(entry, translator) {
  const common = { time: new Date(entry.at).toISOString(), direction: entry.direction };
  if (entry.direction === "event") {
    return { ...common, event: translator.sentences(entry.parts) };
  }
  const payload = typeof entry.data === "string" ? { text: entry.data } : { hex: toHex(entry.data) };
  const roundTrip = typeof entry.roundTrip === "number" ? { estimatedRoundTripMs: entry.roundTrip } : {};
  return { ...common, size: entry.size, ...roundTrip, ...(entry.trimmed ? { trimmed: true } : {}), ...payload };
}
