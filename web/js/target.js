// Where to connect to: a handler's path or an address typed by hand. Pure.

const SOCKET_SCHEME = { "http:": "ws:", "https:": "wss:", "ws:": "ws:", "wss:": "wss:" };

export function handlerTarget(handler, page) {
  const url = new URL(handler.path, page);
  url.protocol = SOCKET_SCHEME[url.protocol];
  return { url: url.href, protocols: handler.subprotocols };
}

// Takes ws:, wss:, http:, https:, "/path" and "host:port/path". Answers {url, protocols} or {error: key}.
export function typedTarget(text, protocolList, page) {
  const typed = text.trim();
  if (typed === "") {
    return { error: "url.empty" };
  }
  const url = parseUrl(typed, page);
  if (!url || !(url.protocol in SOCKET_SCHEME) || url.hostname === "") {
    return { error: "url.invalid" };
  }
  // RFC 6455 3: "Fragment identifiers are meaningless in the context of WebSocket URIs and MUST NOT be used".
  if (url.hash !== "") {
    return { error: "url.fragment" };
  }
  const protocols = protocolList.split(/[\s,]+/).filter((name) => name !== "");
  const problem = protocolProblem(protocols);
  return problem ? { error: problem } : { url: toSocketUrl(url), protocols };
}

// RFC 6455 4.1: subprotocol names "MUST all be unique strings" of token characters.
function protocolProblem(protocols) {
  const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
  const valid = protocols.every((name) => token.test(name)) && new Set(protocols).size === protocols.length;
  return valid ? null : "url.protocols";
}

function parseUrl(typed, page) {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed);
  const base = new URL(page);
  try {
    if (hasScheme || typed.startsWith("/")) {
      return new URL(typed, base);
    }
    return new URL(`${SOCKET_SCHEME[base.protocol]}//${typed}`);
  } catch {
    return null;
  }
}

function toSocketUrl(url) {
  const copy = new URL(url);
  copy.protocol = SOCKET_SCHEME[copy.protocol];
  return copy.href;
}
