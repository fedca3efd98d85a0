// Puts the page together: what the connector reports goes to the views, what the user does goes to the connector.

import { fillIcons } from "./icons.js";
import { readOptions } from "./options.js";
import { openThemes, openTranslator } from "./preferences.js";
import { closeCodeMeaning } from "./close-codes.js";
import { CLOSING } from "./connection.js";
import { Connector } from "./connector.js";
import { TargetPicker } from "./target-picker.js";
import { ConnectionView } from "./connection-view.js";
import { ReadyStateView } from "./ready-state-view.js";
import { StatusView } from "./status-view.js";
import { LogView } from "./log-view.js";
import { Composer } from "./composer.js";
import { FileView } from "./file-view.js";
import { BurstView } from "./burst-view.js";
import { Meter } from "./meter.js";
import { ExamplesView } from "./examples-view.js";
import { HandlerWatch } from "./handler-watch.js";
import { WhenOpen } from "./when-open.js";
import { RoomsView } from "./rooms-view.js";
import { openViews } from "./views.js";
import { handlerTarget } from "./target.js";
import { connect } from "./weft-client.js";
import { askWhy } from "./refusal.js";

// Longer texts are not read aloud to the end.
const ANNOUNCED_LENGTH = 120;

// How often it was tried to connect: what comes late belongs to an earlier time.
let attempts = 0;

let shownView = "console";
let channelsHandler = null;

const options = readOptions(location.search);
fillIcons(document);
const translator = openTranslator(options.language);
const status = new StatusView(translator);
const readyState = new ReadyStateView(translator);
const log = new LogView(translator, { onSendAgain: (data) => send(data, () => {}) });
const connector = new Connector({ maximumWait: options.reconnectMax, listener: connectorListener() });
const openConnection = () => (connector.connection?.isOpen ? connector.connection : null);
const whenOpen = new WhenOpen({ isOpen: () => openConnection() !== null, connect: () => connectionView.connect() });
const meter = new Meter(translator, () => connector.connection?.bufferedAmount ?? 0);
const picker = new TargetPicker(translator, {
  wish: options.handler,
  onChange: onChoice,
  onReload: () => handlers.look(),
});
const files = new FileView(translator, {
  connection: openConnection,
  whenOpen,
  onSent: (data, size, note) => onSent(data, size, true, note),
});
const burst = new BurstView(translator, {
  connection: openConnection,
  whenOpen,
  onSent,
  onResult: (parts) => log.add({ direction: "event", parts }),
});
const composer = new Composer(translator, { send, files });
const examples = new ExamplesView((text) => composer.fill(text));
const connectionView = new ConnectionView(translator, {
  connector,
  picker,
  onSwitch: () => whenOpen.failed(),
});
const handlers = new HandlerWatch(handlerListener(), location.href);
const rooms = new RoomsView(translator, connectRooms);
openViews(options.view, onView);
openThemes(() => meter.redraw());
meter.redraw();
handlers.start();

function handlerListener() {
  return {
    onList,
    onUnreadable: () => picker.showUnreadable(),
    onReplaced,
  };
}

function onList(list) {
  picker.show(list);
  channelsHandler = list.handlers.find(({ id }) => id === "channels") ?? null;
  onView(shownView);
}

// The rooms have a connection of their own, from the first time that somebody wants to see them.
function onView(view) {
  shownView = view;
  if (view === "rooms" && channelsHandler && !rooms.isConnected) {
    rooms.connect();
  }
}

function connectRooms() {
  const max = options.reconnectMax ?? 30_000;
  return connect(handlerTarget(channelsHandler, location.href).url, {
    reconnect: { min: Math.min(1000, max), max },
  });
}

function onChoice() {
  connectionView?.render();
  examples?.show(picker.handler?.examples ?? []);
}

function connectorListener() {
  return {
    onConnecting({ url }) {
      attempts++;
      report("busy", ["status.connecting", { url }]);
    },
    onState(state) {
      readyState.show(state);
      if (state === CLOSING) {
        status.show("busy", ["status.closing"]);
      }
      connectionView.render();
    },
    onOpen,
    onMessage,
    onClosed,
    onRefused(error) {
      whenOpen.failed();
      report("bad", ["status.refused", { reason: error.message }]);
      connectionView.render();
    },
    onCancelled() {
      whenOpen.failed();
      report("calm", ["reconnect.cancelled"]);
    },
    onWait(wait) {
      status.showWait(wait);
      connectionView?.render();
    },
  };
}

// Now, or once it is connected. onEnd(sent) when that is decided; answers whether it was at once.
function send(data, onEnd) {
  return whenOpen.run(
    () => {
      const size = openConnection()?.send(data) ?? -1;
      if (size >= 0) {
        onSent(data, size, true);
      }
      onEnd(size >= 0);
    },
    () => onEnd(false),
  );
}

function onSent(data, size, isLogged, note) {
  meter.countOut(size);
  if (isLogged) {
    log.add({ direction: "out", data, size, note });
  }
}

function onOpen(protocol, extensions) {
  const { url } = connector.target;
  const opened = protocol ? ["status.open.protocol", { url, protocol }] : ["status.open", { url }];
  status.show("good", opened);
  log.add({ direction: "event", parts: extensions ? [opened, ["status.open.extensions", { extensions }]] : [opened] });
  // Whoever connected with the keyboard goes on typing the first message.
  if (document.activeElement === document.body || document.activeElement?.id === "connect") {
    composer.focus();
  }
  status.showExtensions(extensions);
  handlers.watch(url);
  whenOpen.opened();
}

// Nothing has happened to the connection, so nothing but the log says so.
function onReplaced({ id, version, generation }) {
  const number = String(generation);
  const part = version ? ["handler.replaced.version", { id, version, number }] : ["handler.replaced", { id, number }];
  log.add({ direction: "event", parts: [part] });
}

function onMessage({ data, size, roundTrip }) {
  meter.countIn(size, roundTrip);
  if (burst.onReply(roundTrip)) {
    return;
  }
  log.add({ direction: "in", data, size, roundTrip });
  if (typeof data === "string") {
    status.announce("status.received", { text: data.slice(0, ANNOUNCED_LENGTH) });
  }
}

function onClosed({ code, reason, opened, byUser }, plan) {
  const isRefused = !opened && !byUser;
  if (plan === "replaced") {
    log.add({
      direction: "event",
      parts: [isRefused ? ["status.failed"] : closedText(code, reason), ["plan.replaced"]],
    });
    return;
  }
  handlers.unwatch();
  burst.onClosed();
  whenOpen.failed();
  meter.redraw();
  status.showExtensions("");
  connectionView.render();
  if (isRefused) {
    explainRefusal(connector.target, [`plan.${plan}`]);
  } else {
    report(code === 1000 || byUser ? "calm" : "bad", closedText(code, reason), [`plan.${plan}`]);
  }
  handlers.look();
}

// The status waits for the server's words, unless the user is further on by then.
async function explainRefusal(target, plan) {
  const attempt = attempts;
  const { why, status: answer, words } = await askWhy(target.url, location.href);
  const parts = [refusalText(why, answer, words), plan];
  if (attempt === attempts) {
    report("bad", ...parts);
  } else {
    log.add({ direction: "event", parts });
  }
}

function refusalText(why, answer, words) {
  if (why !== "refused") {
    return [`status.failed.${why}`];
  }
  return words
    ? ["status.failed.refused.words", { status: answer, words }]
    : ["status.failed.refused", { status: answer }];
}

function closedText(code, reason) {
  const meaning = { key: closeCodeMeaning(code) };
  return [reason ? "status.closed.reason" : "status.closed", { code: String(code), meaning, reason }];
}

function report(tone, ...parts) {
  status.show(tone, ...parts);
  log.add({ direction: "event", parts });
}
