// Keeps the connection the user asked for: connects, connects again after a loss, closes. One connection counts at a
// time; one that was replaced may still end on its own, and is only reported then.

import { Connection } from "./connection.js";
import { STABLE_AFTER, reconnectsAfter, planAfterClose, waitBefore } from "./reconnect.js";

export class Connector {
  #openSocket;
  #listener;
  #random;
  #maximumWait;
  #target = null;
  #connection = null;
  #socket = null;
  #attempt = 0;
  #everOpened = false;
  #reconnectTimer = null;
  #stableTimer = null;
  reconnects = true;

  // listener: onConnecting(target), onState, onOpen and onMessage as of a Connection, onClosed(closed, plan),
  // onWait({attempt, delay, until} or null), onCancelled() when the user ends a wait, and onRefused(error) when the
  // browser does not even try.
  constructor({ listener, maximumWait, random = Math.random, openSocket = browserSocket }) {
    this.#listener = listener;
    this.#maximumWait = maximumWait;
    this.#random = random;
    this.#openSocket = openSocket;
  }

  get connection() {
    return this.#connection;
  }

  get target() {
    return this.#target;
  }

  get isWaiting() {
    return this.#reconnectTimer !== null;
  }

  connect(target) {
    this.#stopWaiting();
    this.#connection?.close();
    this.#target = target;
    this.#attempt = 0;
    this.#everOpened = false;
    this.#open();
  }

  close(code, reason) {
    this.cancelReconnect();
    this.#connection?.close(code, reason);
  }

  reconnectNow() {
    if (this.isWaiting) {
      this.#stopWaiting();
      this.#open();
    }
  }

  cancelReconnect() {
    if (this.isWaiting) {
      this.#stopWaiting();
      this.#listener.onCancelled();
    }
  }

  #stopWaiting() {
    clearTimeout(this.#reconnectTimer);
    this.#reconnectTimer = null;
    this.#listener.onWait(null);
  }

  #open() {
    clearTimeout(this.#stableTimer);
    this.#listener.onConnecting(this.#target);
    let socket;
    try {
      socket = this.#openSocket(this.#target);
    } catch (error) {
      // The browser refuses some addresses before trying: ws: from an https: page, a blocked port.
      this.#connection = null;
      this.#listener.onRefused(error);
      return;
    }
    this.#socket = socket;
    this.#connection = new Connection(socket, this.#listenerFor(socket));
  }

  #listenerFor(socket) {
    const current = () => this.#socket === socket;
    return {
      onState: (state) => current() && this.#listener.onState(state),
      onOpen: (protocol, extensions) => current() && this.#onOpen(protocol, extensions),
      onMessage: (message) => current() && this.#listener.onMessage(message),
      onClosed: (closed) => this.#onClosed(closed, current()),
    };
  }

  #onOpen(protocol, extensions) {
    this.#everOpened = true;
    this.#stableTimer = setTimeout(() => (this.#attempt = 0), STABLE_AFTER);
    this.#listener.onOpen(protocol, extensions);
  }

  #onClosed(closed, isCurrent) {
    if (!isCurrent) {
      this.#listener.onClosed(closed, "replaced");
      return;
    }
    clearTimeout(this.#stableTimer);
    this.#connection = null;
    const plan = this.#planAfter(closed);
    this.#listener.onClosed(closed, plan);
    if (reconnectsAfter(plan)) {
      this.#reconnectLater(plan);
    }
  }

  #planAfter(closed) {
    if (closed.byUser) {
      return "user";
    }
    const plan = planAfterClose(closed.code, this.#everOpened);
    return reconnectsAfter(plan) && !this.reconnects ? "switched-off" : plan;
  }

  #reconnectLater(plan) {
    const delay = waitBefore(plan, this.#attempt, this.#random, this.#maximumWait);
    this.#attempt++;
    this.#reconnectTimer = setTimeout(() => this.reconnectNow(), delay);
    this.#listener.onWait({ attempt: this.#attempt, delay, until: performance.now() + delay });
  }
}

function browserSocket({ url, protocols }) {
  return new WebSocket(url, protocols);
}
