// What goes on, in one line, and the wait before a reconnect. Words are kept as keys, so they change with the language.

import { byId, setText } from "./dom.js";
import { number } from "./format.js";

// Tenths of a second count down smoothly, and only while a wait is on.
const REFRESH = 100;

// Why one second and a half? A screen reader needs about that for one short line; more would be cut off.
const ANNOUNCE_EVERY = 1500;

export class StatusView {
  #translator;
  #parts = [["state.none"]];
  #extensions = "";
  #wait = null;
  #timer = null;
  #announcedAt = -ANNOUNCE_EVERY;

  constructor(translator) {
    this.#translator = translator;
    translator.onChange(() => this.#render());
    this.#render();
  }

  // tone: "calm", "busy", "good" or "bad". parts: as Translator.sentences takes them.
  show(tone, ...parts) {
    this.#parts = parts;
    byId("status").dataset.tone = tone;
    this.#render();
    byId("announcer").textContent = byId("status").textContent;
  }

  // What was agreed on in the opening handshake: of use now and then, so it is small. Empty when there is nothing.
  showExtensions(extensions) {
    this.#extensions = extensions;
    this.#render();
  }

  // For messages: at most one in a while, so that a fast stream does not talk over itself.
  announce(key, values, now = performance.now()) {
    if (now - this.#announcedAt >= ANNOUNCE_EVERY) {
      this.#announcedAt = now;
      byId("announcer").textContent = this.#translator.t(key, values);
    }
  }

  // wait: {attempt, delay, until} or null.
  showWait(wait) {
    this.#wait = wait;
    clearInterval(this.#timer);
    if (wait) {
      this.#timer = setInterval(() => this.#renderWait(), REFRESH);
    }
    this.#renderWait();
  }

  #render() {
    setText(byId("status"), this.#translator.sentences(this.#parts));
    byId("extensions").hidden = this.#extensions === "";
    const extensions = this.#translator.t("status.open.extensions", { extensions: namesOf(this.#extensions) });
    setText(byId("extensions"), this.#extensions === "" ? "" : extensions);
    byId("extensions").title = this.#extensions;
    this.#renderWait();
  }

  #renderWait() {
    const hadFocus = byId("reconnect").contains(document.activeElement);
    byId("reconnect").hidden = !this.#wait;
    if (!this.#wait) {
      if (hadFocus) {
        byId("connect").focus();
      }
      return;
    }
    const left = Math.max(0, this.#wait.until - performance.now());
    const seconds = number(Math.round(left / 100) / 10, this.#translator.locale, 1);
    setText(byId("reconnect-countdown"), this.#translator.t("reconnect.countdown", { seconds }));
    setText(byId("reconnect-attempt"), this.#translator.t("reconnect.attempt", { n: this.#wait.attempt }));
    byId("reconnect-progress").value = this.#wait.delay > 0 ? 1 - left / this.#wait.delay : 1;
  }
}

// "permessage-deflate; client_no_context_takeover" is three lines, and mostly the same: the name says what matters.
function namesOf(extensions) {
  return extensions
    .split(",")
    .map((extension) => extension.split(";")[0].trim())
    .join(", ");
}
