// The topics of Weft's `channels` handler (JSON-RPC 2.0), over a connection of weft-client.js. Topics that are
// subscribed to are subscribed to again after each reconnect.

export const channels = (connection) => new Channels(connection);

// The server's answer to a request that it refuses.
export class RequestError extends Error {
  constructor({ code, message, data }) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

class Channels {
  #connection;
  #topics = new Map();
  #requests = new Map();
  #lastId = 0;

  constructor(connection) {
    this.#connection = connection;
    connection.addEventListener("open", () => this.#topics.forEach((topic) => topic.renew()));
    connection.addEventListener("message", (event) => typeof event.data === "string" && this.#receive(event));
    connection.addEventListener("state", () => this.#giveUp());
    for (const type of ["lost", "resumed"]) {
      connection.addEventListener(type, ({ topic, position }) => this.#tell(topic, type, { position }));
    }
  }

  get connection() {
    return this.#connection;
  }

  topic(name) {
    if (!this.#topics.has(name)) {
      this.#topics.set(name, new Topic(this, name));
    }
    return this.#topics.get(name);
  }

  // Answers a promise. Nothing waits for the next connection: by then it may no longer be wanted.
  request(method, params) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      if (this.#connection.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }))) {
        this.#requests.set(id, { resolve, reject });
      } else {
        reject(new Error("not connected"));
      }
    });
  }

  #receive({ data, position, replayed }) {
    const { id, method, params, result, error } = JSON.parse(data);
    if (method) {
      const { topic, ...rest } = params ?? {};
      this.#tell(topic, method, method === "message" ? { position, replayed, ...rest } : rest);
    } else if (error) {
      this.#take(id)?.reject(new RequestError(error));
    } else {
      this.#take(id)?.resolve(result);
    }
  }

  #take(id) {
    const request = this.#requests.get(id);
    this.#requests.delete(id);
    return request;
  }

  // Without a connection no answer can come. Whether the server did what was asked is unknown.
  #giveUp() {
    if (this.#connection.state !== "open") {
      this.#requests.forEach(({ reject }) => reject(new Error("the connection ended before the answer")));
      this.#requests.clear();
    }
  }

  #tell(name, type, detail) {
    this.#topics.get(name)?.tell(type, detail);
  }
}

class Topic extends EventTarget {
  #channels;
  // What settles the promise of subscribe(), as long as the topic is subscribed to.
  #wanted = null;
  #kind = "";

  constructor(channels, name) {
    super();
    this.#channels = channels;
    this.name = name;
  }

  // Answers a promise of the server's first answer, however many connections that takes.
  subscribe(listener) {
    if (listener) {
      this.addEventListener("message", listener);
    }
    if (!this.#wanted) {
      this.#wanted = {};
      this.#wanted.answer = new Promise((resolve, reject) => Object.assign(this.#wanted, { resolve, reject }));
      this.renew();
    }
    return this.#wanted.answer;
  }

  async unsubscribe() {
    this.#wanted?.resolve();
    this.#wanted = null;
    try {
      await this.#request("unsubscribe");
    } catch (error) {
      // Without a connection nothing is subscribed to.
      if (error instanceof RequestError) {
        throw error;
      }
    }
    if (!this.#wanted) {
      this.#channels.connection.forget(this.name);
    }
  }

  publish(data) {
    return this.#request("publish", { data });
  }

  // Without what is still to come as messages, and with those that overtook the answer: a page that shows this in place
  // of what it shows has everything, and once.
  async history(limit) {
    const meanwhile = [];
    const note = ({ data, position }) => meanwhile.push({ data, position });
    this.addEventListener("message", note);
    const past = await this.#request("history", { limit }).finally(() => this.removeEventListener("message", note));
    if (this.#kind === "latest") {
      return meanwhile.length > 0 ? meanwhile.slice(-1) : past;
    }
    const seen = this.#wanted ? this.#position() : undefined;
    const last = past.findIndex(({ position }) => position === seen);
    if (seen === undefined || last >= 0) {
      return last >= 0 ? past.slice(0, last + 1) : past;
    }
    const overtaking = meanwhile.filter(({ position }) => past.every((each) => each.position !== position));
    return overtaking.length > 0 ? [...past, ...overtaking] : [];
  }

  presence() {
    return this.#request("presence");
  }

  // Every new connection has to be asked for the subscription. The server may refuse it later, too.
  async renew() {
    const wanted = this.#wanted;
    if (!wanted || this.#channels.connection.state !== "open") {
      return;
    }
    try {
      const granted = await this.#request("subscribe");
      this.#kind = granted?.kind;
      wanted.resolve(granted);
    } catch (error) {
      // If the connection ended, the next one is asked.
      if (error instanceof RequestError && wanted === this.#wanted) {
        this.#wanted = null;
        wanted.reject(error);
        this.tell("refused", { error });
      }
    }
  }

  tell(type, detail) {
    this.dispatchEvent(Object.assign(new Event(type), detail));
  }

  #position() {
    const positions = this.#channels.connection.positions();
    return Object.hasOwn(positions, this.name) ? positions[this.name] : undefined;
  }

  #request(method, params) {
    return this.#channels.request(method, { topic: this.name, ...params });
  }
}
