// One WebSocket from its first state to its last. It opens once and is never reused; the connector makes the next one.
//
//   CONNECTING 0 -> OPEN 1 -> CLOSING 2 -> CLOSED 3

import { ReplyMatcher } from "./round-trip.js";
import { utf8Length } from "./format.js";

export const CONNECTING = 0;
export const OPEN = 1;
export const CLOSING = 2;
export const CLOSED = 3;

export class Connection {
  #socket;
  #listener;
  #now;
  #replies = new ReplyMatcher();
  #closedByUser = false;
  #opened = false;

  // listener: onState(readyState), onOpen(protocol, extensions), onMessage({data, size, roundTrip}),
  // onClosed({code, reason, opened, byUser}), in that order and onClosed exactly once.
  constructor(socket, listener, now = () => performance.now()) {
    this.#socket = socket;
    this.#listener = listener;
    this.#now = now;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.#onOpen();
    socket.onmessage = (event) => this.#onMessage(event.data);
    socket.onclose = (event) => this.#onClose(event);
    listener.onState(CONNECTING);
  }

  get isOpen() {
    return this.#socket.readyState === OPEN;
  }

  get isConnecting() {
    return this.#socket.readyState === CONNECTING;
  }

  get url() {
    return this.#socket.url;
  }

  // Bytes handed to the browser that the network has not taken yet.
  get bufferedAmount() {
    return this.#socket.bufferedAmount;
  }

  // A text or an ArrayBuffer view. Answers its size in bytes, or -1 when the connection is not open.
  send(data) {
    if (!this.isOpen) {
      return -1;
    }
    this.#replies.sent(this.#now());
    this.#socket.send(data);
    return sizeOf(data);
  }

  close(code = 1000, reason = "") {
    this.#closedByUser = true;
    this.#socket.close(code, reason);
    if (this.#socket.readyState === CLOSING) {
      this.#listener.onState(CLOSING);
    }
  }

  #onOpen() {
    this.#opened = true;
    this.#listener.onState(OPEN);
    this.#listener.onOpen(this.#socket.protocol, this.#socket.extensions);
  }

  #onMessage(received) {
    const roundTrip = this.#replies.received(this.#now());
    const data = typeof received === "string" ? received : new Uint8Array(received);
    this.#listener.onMessage({ data, size: sizeOf(data), roundTrip });
  }

  #onClose({ code, reason }) {
    this.#listener.onState(CLOSED);
    this.#listener.onClosed({ code, reason, opened: this.#opened, byUser: this.#closedByUser });
  }
}

function sizeOf(data) {
  return typeof data === "string" ? utf8Length(data) : data.byteLength;
}
