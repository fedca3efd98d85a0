// Notices that the handler behind the open connection was replaced while it stayed open: asks the server for its list
// now and then, as nothing in the WebSocket protocol would tell.

import { loadHandlers } from "./handlers.js";

// Why 3 s? Soon enough to understand a reply that has changed, and nothing to a server that answers from memory.
const INTERVAL = 3000;

export class GenerationWatch {
  #onReplaced;
  #load;
  #isHidden;
  #timer = null;
  #path = "";
  #known = null;

  // onReplaced({id, version, generation}) when the handler that answers there has another generation than before.
  constructor(onReplaced, load = loadHandlers, isHidden = () => document.hidden) {
    this.#onReplaced = onReplaced;
    this.#load = load;
    this.#isHidden = isHidden;
  }

  // The connection to this address is open.
  begin(url) {
    this.end();
    this.#path = new URL(url).pathname;
    this.#timer = setInterval(() => this.look(), INTERVAL);
    return this.look();
  }

  end() {
    clearInterval(this.#timer);
    this.#timer = null;
    this.#known = null;
  }

  async look() {
    if (this.#isHidden()) {
      return;
    }
    const watched = this.#timer;
    const handler = await this.#current();
    // The list of a server that is gone, or of a connection that has ended meanwhile, says nothing.
    if (!handler || watched !== this.#timer) {
      return;
    }
    const before = this.#known;
    this.#known = handler.generation;
    if (before !== null && before !== handler.generation) {
      this.#onReplaced(handler);
    }
  }

  async #current() {
    try {
      const { handlers } = await this.#load();
      return handlers.find(({ path }) => path === this.#path) ?? handlers.find(({ isDefault }) => isDefault);
    } catch {
      return null;
    }
  }
}
