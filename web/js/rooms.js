// Rooms: topics of the server's handler channels, over one connection that comes back by itself. Knows nothing of the
// page.

import { RequestError, channels } from "./weft-channels.js";

// Why 500? More than anybody scrolls back.
const MOST_ENTRIES = 500;

// Why 256? The most that one answer has, and what the server keeps by default.
const HISTORY = 256;

export class Rooms {
  #chat;
  #listener;
  #rooms = new Map();

  // listener: onRooms() when a room was entered or left, onRoom(room) when something is new in it.
  constructor(connection, listener) {
    this.#chat = channels(connection);
    this.#listener = listener;
  }

  get joined() {
    return [...this.#rooms.values()].filter(({ isJoined }) => isJoined);
  }

  // Answers the room at once; it fills when the server has answered. onRefused(error) if the server does not want it.
  join(name, onRefused) {
    if (!this.#rooms.has(name)) {
      this.#rooms.set(name, new Room(this.#chat.topic(name), (room) => this.#listener.onRoom(room)));
    }
    const room = this.#rooms.get(name);
    if (!room.isJoined || room.isRefused) {
      room.join().catch((error) => {
        this.leave(room);
        onRefused(error);
      });
      this.#listener.onRooms();
    }
    return room;
  }

  leave(room) {
    room.leave();
    this.#listener.onRooms();
  }
}

export class Room {
  #topic;
  #onChange;
  isJoined = false;
  // Whether the server has ended the subscription: it may be asked again.
  isRefused = false;
  kind = "";
  unread = 0;

  // {type: "message", data, replayed, at}, and what happened: {type: "lost"}, {type: "history", count},
  // {type: "refused", code}.
  entries = [];
  #may = [];

  constructor(topic, onChange) {
    this.#topic = topic;
    this.#onChange = onChange;
    topic.addEventListener("message", (event) => this.#onMessage(event));
    topic.addEventListener("lost", () => this.#add({ type: "lost" }));
    topic.addEventListener("refused", ({ error }) => this.#onRefused(error));
  }

  get name() {
    return this.#topic.name;
  }

  may(right) {
    return this.#may.includes(right);
  }

  async join() {
    this.isJoined = true;
    this.isRefused = false;
    const granted = await this.#topic.subscribe();
    if (!granted || !this.isJoined) {
      // It was left before the server could answer.
      return;
    }
    this.kind = granted.kind;
    this.#may = granted.may;
    this.#onChange(this);
    await this.loadHistory().catch((error) => {
      // Without it the room is as good as any.
      if (error instanceof RequestError) {
        this.#add({ type: "refused", code: error.code });
      }
    });
  }

  leave() {
    this.isJoined = false;
    this.entries = [];
    this.unread = 0;
    this.kind = "";
    this.#may = [];
    this.#topic.unsubscribe().catch(() => {});
  }

  // In place of all that is shown.
  async loadHistory() {
    if (!this.may("history")) {
      return;
    }
    const past = await this.#topic.history(HISTORY);
    if (!this.isJoined) {
      return;
    }
    const messages = past.map(({ data, time }) => ({ type: "message", data, at: time && Date.parse(time) }));
    this.entries = past.length > 0 ? [{ type: "history", count: past.length }, ...messages] : [];
    this.#onChange(this);
  }

  publish(data) {
    return this.#topic.publish(data);
  }

  #onMessage({ data, replayed }) {
    if (this.isJoined) {
      this.unread++;
      // Nobody says when a replayed message was sent, unless its sender did.
      const sentAt = typeof data?.at === "string" ? Date.parse(data.at) : NaN;
      this.#add({ type: "message", data, replayed, at: replayed ? sentAt : Date.now() });
    }
  }

  #onRefused({ code }) {
    this.isRefused = true;
    this.#may = [];
    this.#add({ type: "refused", code });
  }

  #add(entry) {
    if (this.isJoined) {
      const takesThePlace = this.kind === "latest" && entry.type === "message";
      this.entries = takesThePlace ? [entry] : [...this.entries, entry].slice(-MOST_ENTRIES);
      this.#onChange(this);
    }
  }
}
