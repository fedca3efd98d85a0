// Round trips without help from the protocol: the k-th message received is taken as the reply to the k-th sent.
// True for handlers that answer every message once, in order (echo, uppercase); an estimate for all others,
// and labelled so wherever it is shown.

// Why 65,536? Far more than fits in flight; a server that never replies must not grow this page.
const MOST_WAITING = 65_536;

export class ReplyMatcher {
  #sentAt = [];
  #first = 0;

  sent(now) {
    if (this.#sentAt.length - this.#first < MOST_WAITING) {
      this.#sentAt.push(now);
    }
  }

  // Milliseconds since the matching send, or null when nothing waits for a reply.
  received(now) {
    if (this.#first === this.#sentAt.length) {
      return null;
    }
    const waited = now - this.#sentAt[this.#first++];
    this.#dropAnswered();
    return waited;
  }

  get waiting() {
    return this.#sentAt.length - this.#first;
  }

  // Shifting an array costs its length; dropping a thousand at a time costs next to nothing.
  #dropAnswered() {
    if (this.#first === this.#sentAt.length) {
      this.#sentAt.length = 0;
      this.#first = 0;
    } else if (this.#first >= 1024) {
      this.#sentAt.splice(0, this.#first);
      this.#first = 0;
    }
  }
}
