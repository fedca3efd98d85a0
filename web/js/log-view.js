// The log on the page: entries are queued as they come and shown once per painted frame, at most so many rows in all.

import { byId, element, setText } from "./dom.js";
import { copyText } from "./clipboard.js";
import { Follower } from "./follower.js";
import { icon } from "./icons.js";
import { LogBuffer, MOST_ROWS } from "./log-buffer.js";
import { logRow } from "./log-row.js";
import { saveLog } from "./log-file.js";
import { loadLog, storeLog } from "./log-store.js";
import { whenLeaving } from "./tab-store.js";
import { toHex } from "./hex.js";

// Rows made in one frame. At most a hundred, which at sixty frames a second keeps up with 6,000 messages a second;
// those that come faster are skipped. Fewer while frames take longer than they should, but enough that it moves.
const MOST_PER_FRAME = 100;
const LEAST_PER_FRAME = 25;
const LONG_FRAME = 25;

// When this many come at once, JSON trees start folded: unfolding them all would take longer than the frame.
const MANY_ROWS = 20;

const COPIED_SHOWN = 1200;

export class LogView {
  #translator;
  #onSendAgain;
  #buffer = new LogBuffer();
  #list = byId("log");
  #looks = new Map();
  #follower;
  #frame = null;
  #perFrame = MOST_PER_FRAME;
  #lastFrameAt = 0;
  #total = 0;
  #filter = { text: "", direction: "all" };

  // onSendAgain(data) for a message that was sent before.
  constructor(translator, { onSendAgain }) {
    this.#translator = translator;
    this.#onSendAgain = onSendAgain;
    translator.onChange(() => this.#renderAll());
    this.#list.addEventListener("click", (event) => this.#onRowClick(event));
    this.#follower = new Follower(byId("log-scroll"), {
      mayResume: () => this.#buffer.waiting === 0,
      onChange: () => this.#onFollow(),
    });
    byId("log-follow").addEventListener("click", () => this.#follower.change(!this.#follower.follows));
    byId("log-newest").addEventListener("click", () => this.#follower.change(true));
    byId("log-clear").addEventListener("click", () => this.clear());
    byId("log-save").addEventListener("click", () => saveLog(this.#buffer.kept, this.#translator));
    byId("log-filter").addEventListener("input", () => this.#onFilter());
    byId("log-direction").addEventListener("change", () => this.#onFilter());
    byId("log-show-all").addEventListener("click", () => this.#showAll());
    this.#restore();
    whenLeaving(() => storeLog(this.#buffer.entries, this.#total));
    this.#renderFrame();
  }

  // entry: {direction, data, size, roundTrip, note} for a message, {direction: "event", parts} for an event.
  add(entry) {
    this.#buffer.add({ at: Date.now(), ...entry });
    this.#total++;
    this.#renderSoon();
  }

  clear() {
    this.#buffer.clear();
    storeLog([], 0);
    this.#looks.clear();
    this.#list.replaceChildren();
    this.#total = 0;
    this.#follower.change(true);
  }

  #restore() {
    const { entries, total } = loadLog(this.#translator);
    if (entries.length > 0) {
      this.#buffer.restore(entries);
      this.#total = total;
      this.add({ direction: "event", parts: [["log.reloaded"]] });
      this.#renderAll();
    }
  }

  #renderFrame() {
    this.#frame = null;
    const { taken, evicted } = this.#buffer.take(this.#mayTake());
    const folded = taken.length > MANY_ROWS;
    this.#dropRows(evicted);
    this.#list.append(...taken.map((entry) => this.#row(entry, { folded })));
    this.#renderCounts();
    const isEndMoved = this.#follower.toEnd();
    this.#adapt(taken.length);
    if (taken.length > 0 || isEndMoved || (this.#buffer.waiting > 0 && this.#mayTake() > 0)) {
      this.#renderSoon();
    }
  }

  #renderSoon() {
    this.#frame ??= requestAnimationFrame(() => this.#renderFrame());
  }

  #onFollow() {
    byId("log-follow").setAttribute("aria-pressed", String(this.#follower.follows));
    this.#renderSoon();
  }

  // From one frame to the next lies all that rows cost, painting included. A pause between two messages is no cost,
  // so only frames that had as many rows as they may count.
  #adapt(rows) {
    const elapsed = performance.now() - this.#lastFrameAt;
    this.#lastFrameAt += elapsed;
    if (rows < this.#perFrame) {
      return;
    }
    const wanted = elapsed > LONG_FRAME ? this.#perFrame / 2 : this.#perFrame * 1.5;
    this.#perFrame = Math.round(Math.min(MOST_PER_FRAME, Math.max(LEAST_PER_FRAME, wanted)));
  }

  // Someone who reads old rows keeps them: nothing is taken that would push a row out.
  #mayTake() {
    return this.#follower.follows ? this.#perFrame : Math.min(this.#perFrame, MOST_ROWS - this.#buffer.kept.length);
  }

  #dropRows(count) {
    for (let dropped = 0; dropped < count && this.#list.firstChild; dropped++) {
      this.#looks.delete(Number(this.#list.firstChild.dataset.id));
      this.#list.firstChild.remove();
    }
  }

  #row(entry, look) {
    const row = logRow(entry, this.#translator, { ...look, ...this.#looks.get(entry.id) });
    row.hidden = !this.#passes(entry);
    return row;
  }

  #renderAll() {
    const folded = this.#buffer.kept.length > MANY_ROWS;
    this.#list.replaceChildren(...this.#buffer.kept.map((entry) => this.#row(entry, { folded })));
    this.#renderFrame();
  }

  #renderCounts() {
    const kept = this.#list.childElementCount;
    const shown = this.#isFiltering() ? kept - this.#list.querySelectorAll(":scope > [hidden]").length : kept;
    byId("log-empty").hidden = kept > 0;
    byId("log-nothing").hidden = kept === 0 || shown > 0;
    const parts = kept === 0 ? [] : [["log.count", { shown, n: this.#total }]];
    if (this.#buffer.skipped > 0) {
      parts.push(["log.skipped", { skipped: this.#buffer.skipped }]);
    }
    setText(byId("log-count"), parts.map(([key, values]) => this.#translator.t(key, values)).join(" · "));
    const newer = this.#buffer.waiting;
    byId("log-newest").hidden = this.#follower.follows;
    const label =
      newer > 0 && !this.#isFiltering()
        ? this.#translator.t("log.newest", { n: newer })
        : this.#translator.t("log.newest.none");
    setText(byId("log-newest").querySelector("span"), label);
  }

  #isFiltering() {
    return this.#filter.text !== "" || this.#filter.direction !== "all";
  }

  #showAll() {
    byId("log-filter").value = "";
    byId("log-direction").value = "all";
    this.#onFilter();
    byId("log-filter").focus();
  }

  #onFilter() {
    this.#filter = { text: byId("log-filter").value.toLowerCase(), direction: byId("log-direction").value };
    this.#buffer.kept.forEach((entry, index) => {
      this.#list.children[index].hidden = !this.#passes(entry);
    });
    this.#renderSoon();
  }

  #passes(entry) {
    const { text, direction } = this.#filter;
    return (
      (direction === "all" || direction === entry.direction) &&
      (text === "" || this.#textOf(entry).toLowerCase().includes(text))
    );
  }

  #textOf(entry) {
    if (entry.direction === "event") {
      return this.#translator.sentences(entry.parts);
    }
    return typeof entry.data === "string" ? entry.data : toHex(entry.data.subarray(0, 4096));
  }

  #onRowClick(event) {
    const button = event.target.closest("[data-action]");
    const row = event.target.closest("[data-testid=row]");
    const entry = row && this.#buffer.kept.find(({ id }) => id === Number(row.dataset.id));
    if (!button || !entry) {
      return;
    }
    if (button.dataset.action === "copy") {
      this.#copy(entry, button);
    } else if (button.dataset.action === "again") {
      this.#sendAgain(entry, row);
    } else {
      this.#changeLook(entry, row, button.dataset.action);
    }
  }

  // Never the beginning alone: what the log has no room for any more cannot be sent again.
  #sendAgain(entry, row) {
    if (entry.trimmed) {
      row.replaceWith(this.#row(entry, {}));
    } else {
      this.#onSendAgain(entry.data);
    }
  }

  #changeLook(entry, row, name) {
    const look = this.#looks.get(entry.id) ?? {};
    this.#looks.set(entry.id, { ...look, [name]: !look[name] });
    const fresh = this.#row(entry, {});
    row.replaceWith(fresh);
    fresh.querySelector(`[data-action=${name}], [data-action=copy]`)?.focus();
  }

  async #copy(entry, button) {
    const copied = await copyText(typeof entry.data === "string" ? entry.data : toHex(entry.data));
    button.replaceChildren(
      icon(copied ? "check" : "cross"),
      element("span", {
        class: "copied",
        role: "status",
        text: this.#translator.t(copied ? "log.copied" : "log.copy.failed"),
      }),
    );
    setTimeout(() => button.replaceChildren(icon("copy")), COPIED_SHOWN);
  }
}
