// A network between clients and a server that can be cut: connections break off, and new ones with them.

import { once } from "node:events";
import { connect, createServer } from "node:net";

export class CuttingProxy {
  #server;
  #sockets = new Set();
  #isCut = false;

  static async to(port) {
    const proxy = new CuttingProxy(port);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  constructor(port) {
    this.#server = createServer((client) => {
      this.#keep(client);
      if (this.#isCut) {
        client.destroy();
        return;
      }
      const server = this.#keep(connect(port, "127.0.0.1"));
      client.pipe(server);
      server.pipe(client);
      client.on("close", () => server.destroy());
      server.on("close", () => client.destroy());
    });
  }

  get port() {
    return this.#server.address().port;
  }

  cut() {
    this.#isCut = true;
    this.#sockets.forEach((socket) => socket.resetAndDestroy());
  }

  mend() {
    this.#isCut = false;
  }

  close() {
    this.cut();
    this.#server.close();
  }

  #keep(socket) {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    return socket;
  }
}
