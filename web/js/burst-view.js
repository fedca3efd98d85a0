// The burst tool's form and its result.

import { byId } from "./dom.js";
import { Burst } from "./burst.js";
import { duration, number } from "./format.js";

const REFRESH = 100;

export class BurstView {
  #translator;
  #connection;
  #whenOpen;
  #onSent;
  #onResult;
  #burst = null;
  #isLogged = false;
  #timer = null;
  #result = null;

  // connection(): the open connection or null. whenOpen: runs what needs one. onSent(text, size, logged).
  // onResult(parts) for the log.
  constructor(translator, { connection, whenOpen, onSent, onResult }) {
    this.#translator = translator;
    this.#connection = connection;
    this.#whenOpen = whenOpen;
    this.#onSent = onSent;
    this.#onResult = onResult;
    byId("burst-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#toggle();
    });
    translator.onChange(() => this.#render());
  }

  // True when the reply belongs to a burst that is not to be shown in the log.
  onReply(roundTrip) {
    const isUnlogged = this.#burst !== null && !this.#isLogged;
    this.#burst?.onReply(roundTrip);
    return isUnlogged;
  }

  onClosed() {
    this.#burst?.end("closed");
  }

  #toggle() {
    if (this.#burst) {
      this.#burst.end("stopped");
      return;
    }
    if (!this.#connection()) {
      this.#show([["burst.connecting", {}]]);
    }
    this.#whenOpen.run(
      () => this.#start(this.#connection()),
      () => this.#show([["burst.closed", {}]]),
    );
  }

  #start(connection) {
    // Asked for twice while it was connecting.
    if (this.#burst) {
      return;
    }
    const template = byId("burst-message").value;
    const plan = {
      total: wholeField("burst-count"),
      inFlight: wholeField("burst-window"),
      messageAt: (index) => template.replaceAll("{i}", String(index + 1)),
    };
    this.#isLogged = byId("burst-log").checked;
    this.#burst = new Burst(plan, this.#counted(connection, this.#isLogged), {
      onEnd: (result) => this.#onEnd(result),
    });
    this.#timer = setInterval(() => this.#renderProgress(plan.total), REFRESH);
    byId("burst-progress").hidden = false;
    this.#burst.start();
    this.#render();
    this.#renderProgress(plan.total);
  }

  #counted(connection, isLogged) {
    const onSent = this.#onSent;
    return {
      send(text) {
        const size = connection.send(text);
        if (size >= 0) {
          onSent(text, size, isLogged);
        }
        return size;
      },
      get bufferedAmount() {
        return connection.bufferedAmount;
      },
    };
  }

  #onEnd(result) {
    clearInterval(this.#timer);
    this.#burst = null;
    byId("burst-progress").hidden = true;
    const parts = this.#resultParts(result);
    this.#show(parts);
    this.#onResult(parts);
  }

  #resultParts({ why, sent, replies, elapsed, perSecond, p50, p99 }) {
    const { locale } = this.#translator;
    const rate = perSecond === null ? "–" : number(perSecond, locale);
    const parts = [[`burst.result.${why}`, { sent, replies, rate, elapsed: duration(elapsed, locale) }]];
    if (p50 !== null) {
      parts.push(["burst.result.round-trip", { p50: duration(p50, locale), p99: duration(p99, locale) }]);
    }
    return parts;
  }

  #show(parts) {
    this.#result = parts;
    this.#render();
  }

  #renderProgress(total) {
    if (this.#burst) {
      byId("burst-progress").value = this.#burst.replies / total;
      byId("burst-result").textContent = this.#translator.t("burst.running", { replies: this.#burst.replies, total });
    }
  }

  #render() {
    byId("burst-run").dataset.i18n = this.#burst ? "burst.stop" : "burst.run";
    byId("burst-run").textContent = this.#translator.t(byId("burst-run").dataset.i18n);
    if (!this.#burst) {
      const lines = (this.#result ?? []).map(([key, values]) => this.#translator.t(key, values));
      byId("burst-result").textContent = lines.join("\n");
    }
  }
}

// What is typed is held to the field's own limits; what is no number becomes its first value.
function wholeField(id) {
  const field = byId(id);
  const value = Math.round(Number(field.value));
  const kept =
    Number.isFinite(value) && value >= Number(field.min)
      ? Math.min(value, Number(field.max))
      : Number(field.defaultValue);
  field.value = String(kept);
  return kept;
}
