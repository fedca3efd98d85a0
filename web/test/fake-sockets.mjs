// What a browser's WebSocket does, without a network: the test is the server, and says when each one opens and ends.

import { connect } from "../js/weft-client.js";

export class FakeSocket {
  readyState = 0;
  sent = [];
  closes = [];

  constructor(url, protocols) {
    this.url = url;
    this.protocols = protocols;
  }

  open() {
    this.readyState = 1;
    this.onopen({});
  }

  // Each argument is a frame.
  receive(...frames) {
    frames.forEach((data) => this.onmessage({ data }));
  }

  end(code, reason = "") {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }

  send(data) {
    this.sent.push(data);
  }

  close(code, reason) {
    this.closes.push([code, reason]);
    this.readyState = 2;
  }
}

// A client of ws://server/ whose every event is written down. Each attempt to connect makes a socket.
export function newClient(options = {}, url = "ws://server/") {
  const sockets = [];
  class WebSocket extends FakeSocket {
    constructor(...target) {
      super(...target);
      sockets.push(this);
    }
  }
  const client = connect(url, { WebSocket, random: () => 0.5, ...options });
  const seen = [];
  for (const type of ["open", "close", "message", "lost", "resumed", "state"]) {
    client.addEventListener(type, (event) => seen.push(described(event)));
  }
  return { client, sockets, seen, last: () => sockets.at(-1) };
}

function described(event) {
  switch (event.type) {
    case "open":
      return "open";
    case "close":
      return `close ${event.code} ${event.again ? `again in ${event.wait}` : "for good"}`;
    case "message":
      return `message ${event.data}${at(event)}${event.replayed ? " replayed" : ""}`;
    case "state":
      return `state ${event.state}`;
    default:
      return `${event.type}${at(event)}`;
  }
}

function at({ topic, position }) {
  return topic === undefined ? "" : ` ${topic}@${position}`;
}
