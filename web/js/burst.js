// Sends N messages and keeps at most K unanswered. Each reply lets the next message go, so the rate shown is the
// rate of whole round trips, not of filling a buffer.

import { percentile } from "./rates.js";
import { HIGH_WATER } from "./drain.js";

// A handler that does not answer (or answers less than once) would leave a burst waiting for ever.
const STALLED_AFTER = 10_000;

// While the network is behind, no reply may come to wake the burst, so it looks again by itself.
const LOOK_AGAIN = 8;

export class Burst {
  #plan;
  #connection;
  #now;
  #schedule;
  #onEnd;
  #startedAt = 0;
  #lastReplyAt = 0;
  #timer = null;
  #roundTrips = [];
  #ended = false;
  sent = 0;
  replies = 0;

  // plan: {total, inFlight, messageAt(index)}. connection: send(text) -> size or -1, bufferedAmount.
  constructor(plan, connection, { onEnd, now = () => performance.now(), schedule = setTimeout }) {
    this.#plan = plan;
    this.#connection = connection;
    this.#onEnd = onEnd;
    this.#now = now;
    // A browser's setTimeout called as a method of something else throws "Illegal invocation".
    this.#schedule = (task, delay) => schedule(task, delay);
  }

  start() {
    this.#startedAt = this.#now();
    this.#lastReplyAt = this.#startedAt;
    this.#pump();
    this.#watch();
  }

  onReply(roundTrip) {
    if (this.#ended) {
      return;
    }
    this.replies++;
    this.#lastReplyAt = this.#now();
    if (roundTrip !== null) {
      this.#roundTrips.push(roundTrip);
    }
    if (this.replies >= this.#plan.total) {
      this.end("done");
    } else {
      this.#pump();
    }
  }

  // why: "done", "stopped", "stalled" or "closed". Only the first end counts.
  end(why) {
    if (this.#ended) {
      return;
    }
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#onEnd(this.#result(why));
  }

  #pump() {
    const { total, inFlight, messageAt } = this.#plan;
    while (!this.#ended && this.sent < total && this.sent - this.replies < inFlight && !this.#networkIsBehind()) {
      if (this.#connection.send(messageAt(this.sent)) < 0) {
        this.end("closed");
        return;
      }
      this.sent++;
    }
  }

  #networkIsBehind() {
    return this.#connection.bufferedAmount > HIGH_WATER;
  }

  #watch() {
    this.#timer = this.#schedule(() => {
      if (this.#now() - this.#lastReplyAt > STALLED_AFTER) {
        this.end("stalled");
      } else if (!this.#ended) {
        this.#pump();
        this.#watch();
      }
    }, LOOK_AGAIN);
  }

  #result(why) {
    const elapsed = Math.max(this.#lastReplyAt - this.#startedAt, 0);
    const sorted = Float64Array.from(this.#roundTrips).sort();
    return {
      why,
      sent: this.sent,
      replies: this.replies,
      elapsed,
      // Less than the clock can tell apart is no time to divide by.
      perSecond: elapsed > 0 ? (this.replies * 1000) / elapsed : null,
      p50: percentile(sorted, 50),
      p99: percentile(sorted, 99),
    };
  }
}
