// The view of rooms: which there are, what is said in one of them, and how the connection stands.

import { byId, element, setText } from "./dom.js";
import { duration } from "./format.js";
import { Follower } from "./follower.js";
import { roomRow, refusalKey } from "./room-row.js";
import { Rooms } from "./rooms.js";
import { recallInTab, rememberInTab } from "./tab-store.js";
import { RequestError } from "./weft-channels.js";

const TONES = { open: "good", connecting: "busy", waiting: "busy", closing: "calm", closed: "bad" };

// How the wait before the next attempt counts down.
const REFRESH = 250;

export class RoomsView {
  #translator;
  #open;
  #connection = null;
  #rooms = null;
  #room = null;
  #nextAttemptAt = 0;
  #countdown;
  #sending = null;
  #frame = null;
  #choices = new WeakMap();
  #rows = new WeakMap();
  #follower;

  // open(): makes the connection, a client of weft-client.js.
  constructor(translator, open) {
    this.#translator = translator;
    this.#open = open;
    this.#follower = new Follower(byId("room-scroll"), { mayResume: () => true, onChange: () => {} });
    // Another window of the same browser is another guest.
    byId("rooms-name").value = recallInTab("name") ?? `Guest ${100 + Math.floor(Math.random() * 900)}`;
    this.#rename();
    byId("rooms-name").addEventListener("change", () => this.#rename());
    byId("rooms-join").addEventListener("submit", (event) => this.#onJoin(event));
    byId("rooms-list").addEventListener("click", ({ target }) => this.#onChoose(target));
    byId("rooms-reconnect").addEventListener("click", () => this.#connection.reconnect());
    byId("room-leave").addEventListener("click", () => this.#onLeave());
    byId("room-history").addEventListener("click", () => this.#loadHistory());
    byId("room-log").addEventListener("click", ({ target }) => target.dataset.action && this.#loadHistory());
    byId("room-composer").addEventListener("submit", (event) => this.#onSay(event));
    byId("room-text").addEventListener("keydown", (event) => this.#onKey(event));
    translator.onChange(() => this.#renderAll());
    this.#renderAll();
  }

  get isConnected() {
    return this.#connection !== null;
  }

  // Connects, and enters the rooms in which this tab was before a reload.
  connect() {
    this.#connection = this.#open();
    this.#connection.addEventListener("state", ({ state }) => this.#onState(state));
    this.#connection.addEventListener("close", ({ wait }) => (this.#nextAttemptAt = performance.now() + (wait ?? 0)));
    this.#rooms = new Rooms(this.#connection, { onRooms: () => this.#onRooms(), onRoom: (room) => this.#onRoom(room) });
    for (const name of (recallInTab("rooms") ?? "").split("\n").filter((line) => line !== "")) {
      this.#join(name);
    }
    this.#renderAll();
  }

  #onState(state) {
    clearInterval(this.#countdown);
    if (state === "waiting") {
      this.#countdown = setInterval(() => this.#renderState(), REFRESH);
    }
    this.#renderState();
  }

  #join(name) {
    this.#say("");
    const room = this.#rooms.join(name, (error) => this.#say(this.#refusal(error)));
    this.#choose(room);
  }

  #refusal(error) {
    if (error instanceof RequestError) {
      return this.#translator.t(refusalKey(error.code));
    }
    return this.#translator.t(error.message === "not connected" ? "rooms.offline" : "rooms.unknown");
  }

  // What cannot be joined, below the field; nothing if the text is empty.
  #say(text) {
    setText(byId("rooms-error"), text);
    byId("rooms-error").hidden = text === "";
  }

  #onJoin(event) {
    event.preventDefault();
    const name = byId("rooms-room").value.trim();
    if (this.#rooms && name !== "") {
      this.#join(name);
      byId("room-text").focus();
    }
  }

  #onLeave() {
    this.#rooms.leave(this.#room);
    byId("rooms-room").focus();
  }

  #onChoose(target) {
    const name = target.closest("[data-room]")?.dataset.room;
    const room = this.#rooms?.joined.find((each) => each.name === name);
    if (room) {
      this.#choose(room);
      byId("room-text").focus();
    }
  }

  #choose(room) {
    this.#room = room;
    this.#follower.follows = true;
    this.#renderAll();
  }

  #onRooms() {
    const names = this.#rooms.joined.map(({ name }) => name);
    rememberInTab("rooms", names.join("\n"));
    if (!this.#room?.isJoined) {
      this.#room = this.#rooms.joined.at(-1) ?? null;
    }
    this.#renderAll();
  }

  // Once per painted frame, however many messages come.
  #onRoom() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#renderRoom();
      this.#renderList();
    });
  }

  #rename() {
    byId("rooms-name").value = byId("rooms-name").value.trim() || "Guest";
    rememberInTab("name", byId("rooms-name").value);
    this.#rows = new WeakMap();
    this.#renderRoom();
  }

  async #loadHistory() {
    try {
      await this.#room.loadHistory();
      this.#note("");
    } catch (error) {
      this.#note(this.#refusal(error));
    }
  }

  // What was typed stays where it is until the server has it.
  async #onSay(event) {
    event.preventDefault();
    const field = byId("room-text");
    const text = field.value;
    // The same once more before there is an answer is impatience, and sent once.
    if (text.trim() === "" || !this.#room || text === this.#sending) {
      return;
    }
    this.#sending = text;
    try {
      const data = { name: byId("rooms-name").value, text, at: new Date().toISOString() };
      await this.#room.publish(data);
      this.#note("");
      this.#follower.follows = true;
      if (field.value === text) {
        field.value = "";
      }
    } catch (error) {
      this.#note(this.#refusal(error));
    }
    this.#sending = null;
    this.#renderRoom();
  }

  #note(text) {
    setText(byId("room-note"), text);
    byId("room-note").dataset.tone = text === "" ? "" : "error";
  }

  #onKey(event) {
    const isComposing = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && !event.shiftKey && !event.altKey && !isComposing) {
      event.preventDefault();
      byId("room-composer").requestSubmit();
    }
  }

  #renderAll() {
    this.#rows = new WeakMap();
    this.#renderState();
    this.#renderList();
    this.#renderRoom();
  }

  #renderState() {
    const state = this.#connection?.state;
    const wait = duration(Math.max(0, this.#nextAttemptAt - performance.now()), this.#translator.locale);
    const key = state ? `rooms.state.${state}` : "rooms.absent";
    setText(byId("rooms-status"), this.#translator.t(key, { wait }));
    byId("rooms-status").dataset.tone = TONES[state] ?? "calm";
    byId("rooms-reconnect").hidden = state !== "waiting" && state !== "closed";
  }

  #renderList() {
    const joined = this.#rooms?.joined ?? [];
    replaceRows(byId("rooms-list"), joined.map((room) => this.#choice(room)));
    byId("rooms-list").hidden = joined.length === 0;
  }

  #choice(room) {
    if (!this.#choices.has(room)) {
      const name = element("span", { class: "room-choice-name", text: room.name });
      const button = element("button", { type: "button", class: "room-choice", data: { room: room.name } }, name);
      button.append(element("span", { class: "tag" }));
      this.#choices.set(room, element("li", {}, button));
    }
    const item = this.#choices.get(room);
    const isShown = room === this.#room;
    item.querySelector(".room-choice").setAttribute("aria-current", String(isShown));
    item.querySelector(".tag").hidden = isShown || room.unread === 0;
    setText(item.querySelector(".tag"), this.#translator.t("rooms.unread", { n: room.unread }));
    return item;
  }

  #renderRoom() {
    const room = this.#room;
    setText(byId("room-title"), room?.name ?? this.#translator.t("rooms.title"));
    setText(byId("room-kind"), room?.kind ? this.#translator.t(`rooms.kind.${room.kind}`) : "");
    byId("room-leave").hidden = !room;
    byId("room-history").hidden = !room?.may("history");
    byId("room-send").disabled = !room?.may("publish");
    byId("room-text").disabled = !room;
    byId("room-empty").hidden = room !== null && room.entries.length > 0;
    replaceRows(byId("room-log"), (room?.entries ?? []).map((entry) => this.#row(entry)));
    if (room) {
      room.unread = 0;
    }
    this.#follower.toEnd();
  }

  #row(entry) {
    if (!this.#rows.has(entry)) {
      this.#rows.set(entry, roomRow(entry, this.#translator, byId("rooms-name").value));
    }
    return this.#rows.get(entry);
  }
}

// Rows that are there already stay untouched, with what is focused or marked in them: rows come at the end, and go
// anywhere.
function replaceRows(list, rows) {
  const wanted = new Set(rows);
  [...list.children].filter((row) => !wanted.has(row)).forEach((row) => row.remove());
  list.append(...rows.filter((row) => row.parentNode !== list));
}
