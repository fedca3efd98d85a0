// A WebSocket that connects again after a loss, and resumes a Weft server's topics: docs/weft-client.md.

// Begins every mark. A text that begins with it gets one more in front, both ways.
const RS = "\u001e";

// TOPIC:TOKEN
const ITEM = /^[\w\-./~:@]{1,128}:[\w\-.]{1,64}$/;

// Why 6 KB? Proxies refuse request lines over 8 KB. Longer positions go into the first frame.
const LONGEST_QUERY = 6 * 1024;

// After a connection that lived this long, waits start afresh.
const STABLE_AFTER = 10_000;

// The server is done, or finds this client wrong: the next attempt would end the same way.
const FINAL = [1000, 1002, 1003, 1007, 1008, 1009];

// Who restarts, has no room, or refuses the handshake is not asked again soon: as after three failures.
const SLOW = [1012, 1013];
const SLOW_ATTEMPT = 3;

export const connect = (url, options) => new WeftClient(url, options);

class WeftClient extends EventTarget {
  #url;
  #options;
  #waits;
  #positions;
  #socket = null;
  #state = "closed";
  #openedAt;
  #attempt = 0;
  #timer;
  #mark;
  #replaying = new Set();

  constructor(url, { reconnect = {}, positions, ...options } = {}) {
    super();
    this.#url = String(url).replace(/^http/, "ws");
    this.#options = { resume: true, WebSocket: globalThis.WebSocket, random: Math.random, ...options };
    this.#waits = reconnect && { min: 1000, max: 30_000, ...reconnect };
    this.#positions = new Map(Object.entries(positions ?? {}));
    this.#open();
  }

  get state() {
    return this.#state;
  }

  get socket() {
    return this.#socket;
  }

  positions() {
    return Object.fromEntries(this.#positions);
  }

  forget(topic) {
    this.#positions.delete(topic);
  }

  send(data) {
    if (this.#socket?.readyState !== 1) {
      return false;
    }
    this.#socket.send(this.#options.resume && data[0] === RS ? RS + data : data);
    return true;
  }

  close(code = 1000, reason = "") {
    this.#socket?.close(code, reason);
    this.#stopWaiting();
    this.#become(this.#socket ? "closing" : "closed");
  }

  reconnect() {
    if (!["connecting", "open"].includes(this.#state)) {
      this.#open();
    }
  }

  #open = () => {
    this.#stopWaiting();
    // One that is still closing has nothing more to say.
    if (this.#socket) {
      this.#socket.onclose = null;
    }
    this.#openedAt = this.#mark = undefined;
    this.#replaying.clear();
    const { WebSocket, protocols, resume } = this.#options;
    const list = this.#list();
    const isLong = list.length > LONGEST_QUERY;
    const query = `${this.#url.includes("?") ? "&" : "?"}weft-resume=${isLong ? "@" : list}`;
    const socket = new WebSocket(this.#url + (resume ? query : ""), protocols);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      if (resume && isLong) {
        socket.send(`${RS}p ${list}`);
      }
      this.#openedAt = Date.now();
      this.#become("open");
      this.#tell("open");
    };
    socket.onmessage = ({ data }) => this.#receive(data);
    // The close says it all, but npm's ws throws what nobody listens to.
    socket.onerror = () => {};
    socket.onclose = (event) => this.#onClose(event);
    this.#become("connecting");
  };

  // What a page kept may be damaged, and must not spoil every handshake.
  #list() {
    const items = [...this.#positions].map((item) => item.join(":"));
    return items.filter((item) => ITEM.test(item)).join();
  }

  #onClose({ code, reason }) {
    const lived = Date.now() - this.#openedAt;
    const isSlow = SLOW.includes(code) || Number.isNaN(lived);
    const again = this.#waits !== false && this.#state !== "closing" && !FINAL.includes(code) && code < 3000;
    const attempt = Math.max(lived >= STABLE_AFTER ? 0 : this.#attempt, isSlow ? SLOW_ATTEMPT : 0);
    this.#attempt = attempt + 1;
    this.#socket = null;
    const wait = again ? this.#waitFor(attempt, isSlow) : undefined;
    this.#become(again ? "waiting" : "closed");
    this.#tell("close", { code, reason, again, wait });
  }

  // All of it is chance, so that clients do not come back together; half of it where it must not be short.
  #waitFor(attempt, isSlow) {
    const { min, max } = this.#waits;
    const chance = this.#options.random();
    const wait = Math.min(max, min * 2 ** attempt) * (isSlow ? 0.5 + chance / 2 : chance);
    this.#timer = setTimeout(this.#open, wait);
    globalThis.addEventListener?.("online", this.#open);
    return wait;
  }

  #stopWaiting() {
    clearTimeout(this.#timer);
    globalThis.removeEventListener?.("online", this.#open);
  }

  #receive(data) {
    if (this.#options.resume && data[0] === RS) {
      data = data.slice(1);
      if (data[0] !== RS) {
        this.#onMark(data.split(" "));
        return;
      }
    }
    // The position counts once its message is here: the connection may break in between.
    const { topic, position } = this.#mark ?? {};
    this.#mark = undefined;
    if (topic) {
      this.#positions.set(topic, position);
    }
    this.#tell("message", { data, topic, position, replayed: this.#replaying.has(topic) });
  }

  // Letters that are not known are for later clients.
  #onMark([letter, topic, first = "", second = ""]) {
    if (letter === "m") {
      this.#mark = { topic, position: first };
    } else if (letter === "b") {
      this.#replaying.add(topic);
    } else if (letter === "n") {
      // An empty topic has no token to come back with. If it has one by then, nobody can tell what was missed.
      const known = this.#positions.get(topic) ?? first;
      this.#move(topic, first, known === first ? null : "lost");
    } else if (letter === "r") {
      this.#replaying.delete(topic);
      this.#move(topic, second, first === "ok" ? "resumed" : "lost");
    }
  }

  #move(topic, position, event) {
    this.#positions.set(topic, position);
    if (event) {
      this.#tell(event, { topic, position });
    }
  }

  #become(state) {
    if (state !== this.#state) {
      this.#state = state;
      this.#tell("state", { state });
    }
  }

  #tell(type, detail) {
    this.dispatchEvent(Object.assign(new Event(type), detail));
  }
}
