// A proxy that serves another server below a folder, WebSockets included, as `location /weft/ { proxy_pass http://...:8083/; }`
// of nginx does.

import { once } from "node:events";
import { createServer, request } from "node:http";
import { connect } from "node:net";

// Answers {url, close()}. Host is handed on, as the proxied server compares it with Origin.
export async function serveBelow(folder, target) {
  const { hostname, port } = new URL(target);
  const below = (url) => (url.startsWith(folder) ? `/${url.slice(folder.length)}` : null);
  const server = createServer((incoming, response) => {
    const path = below(incoming.url);
    if (path === null) {
      response.writeHead(404).end();
      return;
    }
    const { method, headers } = incoming;
    const outgoing = request({ hostname, port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    outgoing.on("error", () => response.destroy());
    incoming.pipe(outgoing);
  });
  server.on("upgrade", (incoming, socket, head) => {
    const path = below(incoming.url);
    if (path === null) {
      socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
      return;
    }
    const onward = connect(port, hostname, () => {
      const fields = incoming.rawHeaders.map((part, index) => (index % 2 === 0 ? `${part}: ` : `${part}\r\n`)).join("");
      onward.write(`GET ${path} HTTP/1.1\r\n${fields}\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}${folder}`,
    close: () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())),
  };
}
