// Counts messages, and once a second shows the figures and the plots. When a whole minute was quiet it stops
// ticking; the next message starts it again. Nothing is drawn while the page is hidden.

import { byId, setText } from "./dom.js";
import { bytes, duration, number } from "./format.js";
import { LatencyPlot, RatePlot } from "./plot.js";
import { RateWindow, WINDOW_SECONDS } from "./rates.js";

const SECOND = 1000;

export class Meter {
  #translator;
  #waitingBytes;
  #window = new RateWindow();
  #rates = new RatePlot(byId("plot-rate"));
  #latencies = new LatencyPlot(byId("plot-latency"));
  #totals = { out: 0, outBytes: 0, in: 0, inBytes: 0 };
  #timer = null;
  #marked = null;

  // waitingBytes(): what the browser holds and the network has not taken.
  constructor(translator, waitingBytes) {
    this.#translator = translator;
    this.#waitingBytes = waitingBytes;
    translator.onChange(() => this.redraw());
    document.addEventListener("visibilitychange", () => this.redraw());
    const observer = new ResizeObserver(() => this.redraw());
    observer.observe(byId("plot-rate"));
    observer.observe(byId("plot-latency"));
    this.#markUnderPointer(byId("plot-rate"));
    this.#markUnderPointer(byId("plot-latency"));
  }

  countOut(size) {
    this.#window.countOut(performance.now());
    this.#totals.out++;
    this.#totals.outBytes += size;
    this.#wake();
  }

  countIn(size, roundTrip) {
    this.#window.countIn(performance.now(), roundTrip);
    this.#totals.in++;
    this.#totals.inBytes += size;
    this.#wake();
  }

  redraw() {
    if (document.hidden) {
      return;
    }
    const now = performance.now();
    const series = this.#window.series(now);
    const roundTrips = this.#window.roundTrips(now);
    this.#rates.draw(series, this.#translator.locale, this.#marked);
    this.#latencies.draw(series, this.#translator.locale, this.#marked);
    const marked = series[this.#marked];
    this.#showFigures(marked ?? series.at(-1), marked ?? roundTrips);
    this.#showSpan();
    this.#showTotals();
  }

  // While the pointer is on a plot, the figures are those of the second under it.
  #markUnderPointer(canvas) {
    const mark = (index) => {
      if (index !== this.#marked) {
        this.#marked = index;
        this.redraw();
      }
    };
    canvas.addEventListener("pointermove", ({ offsetX }) => mark(this.#rates.indexAt(offsetX)));
    canvas.addEventListener("pointerleave", () => mark(null));
  }

  #showSpan() {
    const seconds = this.#marked === null ? null : WINDOW_SECONDS - this.#marked;
    setText(
      byId("plot-window"),
      seconds ? this.#translator.t("plot.ago", { seconds }) : this.#translator.t("plot.window"),
    );
  }

  #wake() {
    // Just after the second is over, so that it is complete when it is drawn.
    this.#timer ??= setTimeout(() => this.#tick(), SECOND - (performance.now() % SECOND) + 5);
  }

  #tick() {
    this.#timer = null;
    this.redraw();
    if (!this.#window.isQuiet(performance.now()) || this.#waitingBytes() > 0) {
      this.#wake();
    }
  }

  #showFigures({ incoming, outgoing }, { p50, p99 }) {
    const { t, count, time } = this.#words();
    setText(byId("figure-in"), count(incoming));
    setText(byId("figure-out"), count(outgoing));
    setText(byId("figure-p50"), time(p50));
    setText(byId("figure-p99"), time(p99));
    byId("plot-rate").setAttribute("aria-label", t("plot.rate.label", { incoming, outgoing }));
    byId("plot-latency").setAttribute("aria-label", t("plot.latency.label", { p50: time(p50), p99: time(p99) }));
  }

  #showTotals() {
    const { count, size } = this.#words();
    setText(byId("total-out"), `${count(this.#totals.out)} · ${size(this.#totals.outBytes)}`);
    setText(byId("total-in"), `${count(this.#totals.in)} · ${size(this.#totals.inBytes)}`);
    setText(byId("total-waiting"), size(this.#waitingBytes()));
  }

  #words() {
    const { locale } = this.#translator;
    return {
      t: (key, values) => this.#translator.t(key, values),
      count: (value) => number(value, locale),
      size: (value) => bytes(value, locale),
      time: (value) => (value === null ? "–" : duration(value, locale)),
    };
  }
}
