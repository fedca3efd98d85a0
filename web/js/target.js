// Where to connect to: a handler's path or an address typed by hand. Pure.

// A name or an address. Chromium makes "not a url" the host "not%20a%20url", where other browsers see the mistake.
const HOST = /^(\[[\da-f:.]+\]|[\w.~-]+)$/i;

// What a parser would make something of, but hardly what was meant: a sentence, ws:///path, ws:host, ws//host.
const MISTAKES = [/[\s\\]/, /^[a-z][a-z0-9+.-]*:\/\/\//i, /^(wss?|https?):(?!\/\/)/i, /^(wss?|https?)\/\//i];

const SOCKET_SCHEME = { "http:": "ws:", "https:": "wss:", "ws:": "ws:", "wss:": "wss:" };

// Below the folder the page came from: behind a proxy that serves this server at /weft/, its paths begin there.
export function handlerTarget(handler, page) {
  const url = new URL(`.${handler.path}`, page);
  url.protocol = SOCKET_SCHEME[url.protocol];
  return { url: url.href, protocols: handler.subprotocols };
}

// Takes ws:, wss:, http:, https:, "/path" and "host:port/path". Answers {url, protocols} or {error: key}.
export function typedTarget(text, protocolList, page) {
  const typed = text.trim();
  if (typed === "") {
    return { error: "url.empty" };
  }
  const url = looksLikeAddress(typed) ? parseUrl(typed, page) : null;
  if (!url || !(url.protocol in SOCKET_SCHEME) || !HOST.test(url.hostname)) {
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

function looksLikeAddress(typed) {
  const isMailAddress = !hasScheme(typed) && typed.split("/")[0].includes("@");
  return !isMailAddress && MISTAKES.every((mistake) => !mistake.test(typed));
}

function hasScheme(typed) {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(typed);
}

function parseUrl(typed, page) {
  const base = new URL(page);
  try {
    if (hasScheme(typed) || typed.startsWith("/")) {
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
