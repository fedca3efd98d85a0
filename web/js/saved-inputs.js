// What was typed, as a text that a browser can keep for a reload, and back. Pure.

// A line longer than this was pasted, and can be again.
const LONGEST_LINE = 64 * 1024;

// All lines of one history; the newest that fit are kept.
const LONGEST_HISTORY = 256 * 1024;

const NOTHING = { draft: "", lines: [] };

// mode: "text", "hex" or "file". inputs: {text, hex}, each {draft, history}.
export function packInputs(mode, { text, hex }) {
  return JSON.stringify({ mode, text: pack(text), hex: pack(hex) });
}

// Answers {mode: "text" | "hex", text, hex}, each {draft, lines}: a file cannot be chosen again without the user.
export function unpackInputs(saved) {
  try {
    const { mode, text, hex } = JSON.parse(saved);
    return { mode: mode === "hex" ? "hex" : "text", text: unpack(text), hex: unpack(hex) };
  } catch {
    return { mode: "text", text: NOTHING, hex: NOTHING };
  }
}

function pack({ draft, history }) {
  const lines = [];
  let left = LONGEST_HISTORY;
  for (const line of history.lines.toReversed()) {
    left -= line.length;
    if (left < 0) {
      break;
    }
    if (line.length <= LONGEST_LINE) {
      lines.unshift(line);
    }
  }
  return { draft: draft.length <= LONGEST_LINE ? draft : "", lines };
}

function unpack({ draft, lines }) {
  return {
    draft: typeof draft === "string" ? draft : "",
    lines: lines.filter((line) => typeof line === "string"),
  };
}
