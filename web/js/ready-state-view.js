// The four readyState values side by side: the one that holds now, those passed, and how long each lasted.

import { byId, setText } from "./dom.js";
import { CONNECTING, OPEN } from "./connection.js";
import { duration } from "./format.js";

// A clock of whole seconds is enough for a person to see that the connection lives.
const REFRESH = 1000;

export class ReadyStateView {
  #translator;
  #steps = [...byId("ready-state").children];
  #enteredAt = [];
  #state = null;
  #timer = null;

  constructor(translator) {
    this.#translator = translator;
    translator.onChange(() => this.#render());
    this.#render();
  }

  show(state) {
    if (state === CONNECTING) {
      this.#enteredAt = [];
    }
    this.#state = state;
    this.#enteredAt[state] ??= performance.now();
    clearInterval(this.#timer);
    if (state === OPEN) {
      this.#timer = setInterval(() => this.#renderTimes(), REFRESH);
    }
    this.#render();
  }

  #render() {
    byId("ready-state").dataset.readyState = this.#state ?? "none";
    this.#steps.forEach((step, state) => {
      step.classList.toggle("passed", state < this.#state && this.#enteredAt[state] !== undefined);
      step.classList.toggle("skipped", state < this.#state && this.#enteredAt[state] === undefined);
      if (state === this.#state) {
        step.setAttribute("aria-current", "step");
      } else {
        step.removeAttribute("aria-current");
      }
    });
    this.#renderTimes();
  }

  #renderTimes() {
    this.#steps.forEach((step, state) => setText(step.querySelector(".step-time"), this.#timeIn(state)));
  }

  #timeIn(state) {
    const entered = this.#enteredAt[state];
    const isLast = state === this.#steps.length - 1;
    if (entered === undefined || isLast || (state === this.#state && state !== OPEN)) {
      return "";
    }
    const left = this.#enteredAt.find((at, other) => other > state && at !== undefined);
    const now = left ?? performance.now();
    const lasted = state === this.#state ? Math.floor((now - entered) / 1000) * 1000 : now - entered;
    return lasted === 0 ? "" : duration(lasted, this.#translator.locale);
  }
}
