import assert from "node:assert/strict";
import { test } from "node:test";
import { handlerTarget, typedTarget } from "../js/target.js";
import { loadHandlers, readHandlers } from "../js/handlers.js";
import { indexHtml, webFiles } from "./web-files.mjs";

const PAGE = "http://127.0.0.1:8083/?lang=en";

test("a handler's path becomes a WebSocket address of the same server", () => {
  assert.deepEqual(handlerTarget({ path: "/ws/echo", subprotocols: ["chat"] }, PAGE), {
    url: "ws://127.0.0.1:8083/ws/echo",
    protocols: ["chat"],
  });
  assert.equal(handlerTarget({ path: "/ws/echo", subprotocols: [] }, "https://host/").url, "wss://host/ws/echo");
});

test("behind a proxy that serves the page below a folder, the handlers are below it too", () => {
  const echo = { path: "/ws/echo", subprotocols: [] };
  assert.equal(handlerTarget(echo, "https://host/weft/").url, "wss://host/weft/ws/echo");
  assert.equal(handlerTarget(echo, "https://host/a/b/index.html?lang=zh#x").url, "wss://host/a/b/ws/echo");
});

test("takes the ways people write an address", () => {
  const url = (text) => typedTarget(text, "", PAGE).url;
  assert.equal(url("ws://host:1/x"), "ws://host:1/x");
  assert.equal(url(" WSS://Host/x?y=1 "), "wss://host/x?y=1");
  assert.equal(url("https://host/x"), "wss://host/x");
  assert.equal(url("http://host"), "ws://host/");
  assert.equal(url("/ws/echo"), "ws://127.0.0.1:8083/ws/echo");
  assert.equal(url("localhost:9000/a"), "ws://localhost:9000/a");
  assert.equal(url("[::1]:9000"), "ws://[::1]:9000/");
  assert.equal(url("my_host:1"), "ws://my_host:1/");
  assert.equal(url("https.example/x"), "ws://https.example/x");
  assert.equal(url("ws://user:word@host/"), "ws://user:word@host/");
  assert.equal(url("ws://bücher.example/@x"), "ws://xn--bcher-kva.example/@x");
});

test("explains what cannot be an address", () => {
  const error = (text, protocols = "") => typedTarget(text, protocols, PAGE).error;
  assert.equal(error("  "), "url.empty");
  assert.equal(error("ftp://host/"), "url.invalid");
  assert.equal(error("ws://"), "url.invalid");
  assert.equal(error("javascript://host/%0aalert(1)"), "url.invalid");
  for (const text of [
    "not a url",
    "ws://not a url/",
    "ws://%20/",
    "ws://a,b",
    "ws:host/x",
    "ws:/host",
    "ws:///ws/echo",
    "http//host",
    "ws:\\\\host",
    "someone@example.com",
    "mailto:someone@example.com",
    "ws://host/a b",
    "ws://host:99999/",
  ]) {
    assert.equal(error(text), "url.invalid", text);
  }
  assert.equal(error("ws://host/#part"), "url.fragment");
  assert.equal(error("ws://host/", "a, a"), "url.protocols");
  assert.equal(error("ws://host/", "a/b"), "url.protocols");
  assert.deepEqual(typedTarget("ws://host/", " a, b ", PAGE).protocols, ["a", "b"]);
});

test("reads the list of handlers and distrusts it", async () => {
  const answer = {
    server: "weft",
    version: "0.1.0",
    handlers: [
      {
        id: "echo",
        description: "d",
        path: "/ws/echo",
        default: true,
        version: "2",
        generation: 3,
        state: "failed",
        degraded: true,
        subprotocols: ["a", 1],
        examples: ["x", {}],
      },
      { id: "odd one", path: "//elsewhere/x" },
      { id: "back", path: "/\\elsewhere" },
      { id: 7 },
      null,
    ],
  };
  const { version, handlers } = await loadHandlers(async () => new Response(JSON.stringify(answer)));
  assert.equal(version, "0.1.0");
  assert.deepEqual(handlers, [
    {
      id: "echo",
      description: "d",
      path: "/ws/echo",
      isDefault: true,
      version: "2",
      generation: 3,
      state: "failed",
      isDegraded: true,
      subprotocols: ["a"],
      examples: ["x"],
    },
    {
      id: "odd one",
      description: "",
      path: "/ws/odd%20one",
      isDefault: false,
      version: "",
      generation: 0,
      state: "",
      isDegraded: false,
      subprotocols: [],
      examples: [],
    },
    {
      id: "back",
      description: "",
      path: "/ws/back",
      isDefault: false,
      version: "",
      generation: 0,
      state: "",
      isDegraded: false,
      subprotocols: [],
      examples: [],
    },
  ]);
  assert.throws(() => readHandlers({}), TypeError);
  await assert.rejects(
    loadHandlers(async () => new Response("", { status: 503 })),
    /503/,
  );
});

test("no script turns text into markup or code", () => {
  const forbidden =
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|srcdoc|\beval\(|new Function|javascript:/;
  const scripts = webFiles("js", ".js");
  assert.ok(scripts.length > 20);
  for (const { name, text } of scripts) {
    assert.doesNotMatch(text, forbidden, name);
  }
});

test("the page keeps to a strict content security policy: nothing inline, nothing from elsewhere", () => {
  const html = indexHtml();
  assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
  const addresses = [...html.matchAll(/\s(?:src|href)="([^"]+)"/g)].map(([, address]) => address);
  assert.ok(addresses.length > 8);
  for (const address of addresses) {
    assert.doesNotMatch(address, /^(\w+:|\/)/);
  }
  for (const { name, text } of webFiles("css", ".css")) {
    assert.doesNotMatch(text, /url\((?!"\.\.\/img\/)|@import/, name);
  }
});

test("every id is unique, and every id the scripts ask for is there", () => {
  const ids = [...indexHtml().matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, ids.length);
  const asked = webFiles("js", ".js").flatMap(({ text }) =>
    [...text.matchAll(/byId\("([^"]+)"\)/g)].map(([, id]) => id),
  );
  assert.ok(asked.length > 40);
  for (const id of asked) {
    assert.ok(ids.includes(id), id);
  }
});

// WCAG 2.2: relative luminance and contrast ratio.
function contrast(first, second) {
  const luminance = (colour) => {
    const [red, green, blue] = [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light, dark] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function palettes() {
  const tokens = webFiles("css", ".css").find(({ name }) => name === "tokens.css").text;
  const blocks = [...tokens.matchAll(/:root[^{]*\{([^}]*)\}/g)].map(([, block]) =>
    Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value])),
  );
  return { light: blocks[0], darkBySystem: blocks[1], darkByChoice: blocks[2] };
}

// HSL: a hue in degrees, or null for what is nearly grey and means nothing.
function hue(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const range = most - least;
  const saturation = range / (1 - Math.abs(most + least - 1));
  if (saturation < 0.25) {
    return null;
  }
  const sixths = {
    [blue]: 4 + (red - green) / range,
    [green]: 2 + (blue - red) / range,
    [red]: (green - blue) / range,
  };
  return ((sixths[most] + 6) % 6) * 60;
}

test("directions and figures have no colour that says good, busy or bad", () => {
  const { light, darkByChoice } = palettes();
  for (const palette of [light, darkByChoice]) {
    for (const data of ["in", "out", "median", "tail"].filter((name) => hue(palette[name]) !== null)) {
      for (const state of ["good", "busy", "bad"]) {
        const apart = Math.abs(hue(palette[data]) - hue(palette[state]));
        assert.ok(Math.min(apart, 360 - apart) >= 30, `${data} and ${state}: ${apart}`);
      }
    }
    assert.ok(Math.abs(hue(palette.in) - hue(palette.out)) >= 30);
  }
});

test("the two ways to dark have the same colours", () => {
  const { light, darkBySystem, darkByChoice } = palettes();
  assert.deepEqual(darkByChoice, darkBySystem);
  assert.deepEqual(Object.keys(light), Object.keys(darkBySystem));
});

test("every text reaches contrast AA on every ground, and every control's border 3:1", () => {
  const { light, darkByChoice } = palettes();
  for (const palette of [light, darkByChoice]) {
    for (const ground of ["ground", "panel", "sunken", "wash-in"]) {
      for (const text of ["ink", "ink-soft", "in", "out", "median", "tail", "good", "bad", "busy"]) {
        const ratio = contrast(palette[text], palette[ground]);
        assert.ok(ratio >= 4.5, `${text} on ${ground}: ${ratio.toFixed(2)}`);
      }
      for (const edge of ["line-strong", "accent", "focus"]) {
        const ratio = contrast(palette[edge], palette[ground]);
        assert.ok(ratio >= 3, `${edge} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
    assert.ok(contrast(palette["on-accent"], palette.accent) >= 4.5);
    assert.ok(contrast(palette["on-accent"], palette["accent-hover"]) >= 4.5);
    assert.ok(contrast(palette.panel, palette.in) >= 3 && contrast(palette.panel, palette.out) >= 3);
  }
});
