// What was typed before, walked with the arrow keys as in a shell. Pure.

// Why 100? More than anyone walks back through; the longest of them still fit a page's memory.
const LIMIT = 100;

export class InputHistory {
  #lines;
  #position;
  #draft = "";

  // lines: of before a reload, the oldest first.
  constructor(lines = []) {
    this.#lines = lines.slice(-LIMIT);
    this.#position = this.#lines.length;
  }

  get lines() {
    return this.#lines;
  }

  add(line) {
    if (line !== "" && line !== this.#lines.at(-1)) {
      this.#lines.push(line);
      if (this.#lines.length > LIMIT) {
        this.#lines.shift();
      }
    }
    this.#position = this.#lines.length;
    this.#draft = "";
  }

  // The line before the one shown, or null at the oldest. What was being typed is kept as the newest line.
  older(current) {
    if (this.#position === 0) {
      return null;
    }
    if (this.#position === this.#lines.length) {
      this.#draft = current;
    }
    this.#position--;
    return this.#lines[this.#position];
  }

  newer() {
    if (this.#position === this.#lines.length) {
      return null;
    }
    this.#position++;
    return this.#position === this.#lines.length ? this.#draft : this.#lines[this.#position];
  }
}
