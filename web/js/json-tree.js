// JSON as a tree that shows what was really sent: long numbers keep their digits, members keep their order, and a
// name that occurs twice occurs twice. JSON.parse alone would hide all three. Pure.

const TOKEN = /\s*([{}[\],:]|"(?:[^"\\]+|\\.)*"|[^\s{}[\],:"]+)/y;

// Larger texts are shown as text: a tree of more nodes helps nobody.
const LONGEST_TEXT = 256 * 1024;
const MOST_NODES = 20_000;
const DEEPEST = 100;

// A tree of {type: "object", members: [[name, node]]}, {type: "array", items} and
// {type: "string" | "number" | "word", text}, or null when the text is not a JSON object or array, or is too large to be shown as one.
export function parseJson(text) {
  if (!/^\s*[[{]/.test(text) || text.length > LONGEST_TEXT) {
    return null;
  }
  try {
    JSON.parse(text);
    return new TreeReader(text).value(0);
  } catch {
    return null;
  }
}

// Reads a text already known to be JSON, so it looks for the end of things and never for mistakes.
class TreeReader {
  #text;
  #token = new RegExp(TOKEN);
  #nodes = 0;
  #next;

  constructor(text) {
    this.#text = text;
    this.#advance();
  }

  value(depth) {
    if (depth > DEEPEST || ++this.#nodes > MOST_NODES) {
      throw new RangeError("too large for a tree");
    }
    if (this.#next === "{") {
      return { type: "object", members: this.#list("}", () => this.#member(depth)) };
    }
    if (this.#next === "[") {
      return { type: "array", items: this.#list("]", () => this.value(depth + 1)) };
    }
    return leaf(this.#advance());
  }

  #member(depth) {
    const name = readable(this.#advance());
    this.#advance();
    return [name, this.value(depth + 1)];
  }

  #list(end, readOne) {
    const found = [];
    this.#advance();
    while (this.#next !== end) {
      if (this.#next === ",") {
        this.#advance();
      }
      found.push(readOne());
    }
    this.#advance();
    return found;
  }

  #advance() {
    const current = this.#next;
    const match = this.#token.exec(this.#text);
    this.#next = match ? match[1] : null;
    return current;
  }
}

function leaf(token) {
  if (token.startsWith('"')) {
    return { type: "string", text: readable(token) };
  }
  return { type: /^[-\d]/.test(token) ? "number" : "word", text: token };
}

// "\u4e2d" is unreadable, "中" is not; control characters stay escaped.
function readable(token) {
  return JSON.stringify(JSON.parse(token));
}
