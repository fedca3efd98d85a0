// Asks the server for its handlers now and then, as nothing in the WebSocket protocol would tell: that one has failed,
// was stopped, or was replaced while a connection to it stayed open.

import { loadHandlers } from "./handlers.js";
import { handlerTarget } from "./target.js";

// Why 3 s? Soon enough to understand a reply that has changed, and nothing to a server that answers from memory.
const INTERVAL = 3000;

export class HandlerWatch {
  #listener;
  #page;
  #load;
  #isHidden;
  #looks = 0;
  #watched = null;

  // listener: onList({version, handlers}), onUnreadable(), and onReplaced({id, version, generation}) when the handler
  // of the watched connection has another generation than before. page: the address this page came from.
  constructor(listener, page, load = loadHandlers, isHidden = () => document.hidden) {
    this.#listener = listener;
    this.#page = page;
    this.#load = load;
    this.#isHidden = isHidden;
  }

  // Looks at once, and again and again while somebody sees the page.
  start() {
    setInterval(() => this.#isHidden() || this.look(), INTERVAL);
    document.addEventListener("visibilitychange", () => this.#isHidden() || this.look());
    return this.look();
  }

  // The connection to this address is open.
  watch(url) {
    this.#watched = { url: new URL(url), generation: null };
    return this.look();
  }

  unwatch() {
    this.#watched = null;
  }

  async look() {
    const look = ++this.#looks;
    const watched = this.#watched;
    let list = null;
    try {
      list = await this.#load();
    } catch {
      // A server that is gone says nothing about its handlers.
    }
    // An answer that comes after a later question's is old.
    if (look !== this.#looks) {
      return;
    }
    if (!list) {
      this.#listener.onUnreadable();
      return;
    }
    this.#listener.onList(list);
    this.#compare(watched, list.handlers);
  }

  #compare(watched, handlers) {
    const handler = watched === this.#watched && watched ? this.#behind(watched.url, handlers) : null;
    if (!handler) {
      return;
    }
    const before = watched.generation;
    watched.generation = handler.generation;
    if (before !== null && before !== handler.generation) {
      this.#listener.onReplaced(handler);
    }
  }

  // The default handler answers on any path that is not another's. Nothing is known of another server's handlers.
  #behind(url, handlers) {
    const at = (handler) => new URL(handlerTarget(handler, this.#page).url);
    if (handlers.length === 0 || at(handlers[0]).host !== url.host) {
      return null;
    }
    return (
      handlers.find((handler) => at(handler).pathname === url.pathname) ?? handlers.find(({ isDefault }) => isDefault)
    );
  }
}
