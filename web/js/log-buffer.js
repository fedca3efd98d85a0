// What the log keeps: entries that wait to be shown, entries shown, and how much of their payloads. Pure.

// Why 500? More rows than anyone reads, few enough that a browser lays them out within one frame.
export const MOST_ROWS = 500;

// All payloads together. Five hundred messages of 1 MiB must not cost 500 MiB.
const MOST_BYTES = 32 * 1024 * 1024;

// What is left of a payload that had to make room.
export const TRIMMED_LENGTH = 4096;

export class LogBuffer {
  #waiting = [];
  #kept = [];
  #bytes = 0;
  #nextId = 1;
  #skipped = 0;

  // entry: {at, direction: "in" | "out" | "event", data, size, ...}. Past the limit the oldest waiting entry is
  // skipped: it would have left the log before anyone could see it.
  add(entry) {
    this.#waiting.push({ ...entry, id: this.#nextId++, trimmed: false });
    this.#bytes += heldBy(entry);
    // Twice the rows, so that the skipping is done for many at a time.
    if (this.#waiting.length > 2 * MOST_ROWS) {
      const skipped = this.#waiting.splice(0, this.#waiting.length - MOST_ROWS);
      this.#skipped += skipped.length;
      this.#bytes -= total(skipped);
    }
    this.#trimOldest();
  }

  // Entries of before a reload, the oldest first.
  restore(entries) {
    const kept = entries.slice(-MOST_ROWS).map((entry) => ({ ...entry, id: this.#nextId++ }));
    this.#kept.unshift(...kept);
    this.#bytes += total(kept);
    this.#trimOldest();
  }

  // All there is, the oldest first.
  get entries() {
    return [...this.#kept, ...this.#waiting];
  }

  get waiting() {
    return this.#waiting.length;
  }

  get skipped() {
    return this.#skipped;
  }

  get kept() {
    return this.#kept;
  }

  // Moves up to `most` waiting entries to the kept ones. Answers them, and how many of the oldest kept had to go.
  take(most) {
    const taken = this.#waiting.splice(0, most);
    this.#kept.push(...taken);
    const evicted = this.#kept.splice(0, Math.max(0, this.#kept.length - MOST_ROWS));
    this.#bytes -= total(evicted);
    return { taken, evicted: evicted.length };
  }

  clear() {
    this.#waiting.length = 0;
    this.#kept.length = 0;
    this.#bytes = 0;
    this.#skipped = 0;
  }

  #trimOldest() {
    if (this.#bytes <= MOST_BYTES) {
      return;
    }
    // Waiting entries count too: a hidden tab is not painted, so nothing leaves the queue there.
    for (const entry of [...this.#kept, ...this.#waiting]) {
      if (this.#bytes <= MOST_BYTES) {
        return;
      }
      const before = heldBy(entry);
      trim(entry);
      this.#bytes -= before - heldBy(entry);
    }
  }
}

function total(entries) {
  return entries.reduce((sum, entry) => sum + heldBy(entry), 0);
}

function heldBy(entry) {
  return entry.data?.length ?? 0;
}

function trim(entry) {
  if (heldBy(entry) <= TRIMMED_LENGTH) {
    return;
  }
  // A slice of a string may keep the whole string alive behind it; going through bytes makes a true copy.
  entry.data =
    typeof entry.data === "string"
      ? new TextDecoder().decode(new TextEncoder().encode(entry.data.slice(0, TRIMMED_LENGTH)))
      : entry.data.slice(0, TRIMMED_LENGTH);
  entry.trimmed = true;
}
