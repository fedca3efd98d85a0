// Puts the page together: what the dialer reports goes to the views, what the user does goes to the dialer.

import { fillIcons } from "./icons.js";
import { readOptions } from "./options.js";
import { openThemes, openTranslator } from "./preferences.js";
import { closeCodeMeaning } from "./close-codes.js";
import { CLOSING } from "./connection.js";
import { Dialer } from "./dialer.js";
import { TargetPicker } from "./target-picker.js";
import { ConnectionView } from "./connection-view.js";
import { ReadyStateView } from "./ready-state-view.js";
import { StatusView } from "./status-view.js";
import { LogView } from "./log-view.js";
import { Composer } from "./composer.js";
import { FileView } from "./file-view.js";
import { BurstView } from "./burst-view.js";
import { Meter } from "./meter.js";
import { GenerationWatch } from "./generation-watch.js";

// Longer texts are not read aloud to the end.
const ANNOUNCED_LENGTH = 120;

const options = readOptions(location.search);
fillIcons(document);
const translator = openTranslator(options.language);
const status = new StatusView(translator);
const readyState = new ReadyStateView(translator);
const log = new LogView(translator);
const dialer = new Dialer({ maximumWait: options.reconnectMax, listener: dialerListener() });
const openConnection = () => (dialer.connection?.isOpen ? dialer.connection : null);
const meter = new Meter(translator, () => dialer.connection?.bufferedAmount ?? 0);
const picker = new TargetPicker(translator, options.handler, () => connectionView?.render());
const files = new FileView(translator, {
  connection: openConnection,
  onSent: (data, size, note) => onSent(data, size, true, note),
});
const burst = new BurstView(translator, {
  connection: openConnection,
  onSent,
  onResult: (parts) => log.add({ direction: "event", parts }),
});
const composer = new Composer(translator, { send, files });
const connectionView = new ConnectionView(translator, dialer, picker);
const generations = new GenerationWatch(onReplaced);
openThemes(() => meter.redraw());
meter.redraw();
picker.load();

function dialerListener() {
  return {
    onDial: ({ url }) => report("busy", ["status.connecting", { url }]),
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
      report("bad", ["status.refused", { reason: error.message }]);
      connectionView.render();
    },
    onCancelled: () => report("calm", ["reconnect.cancelled"]),
    onWait(wait) {
      status.showWait(wait);
      connectionView?.render();
    },
  };
}

function send(data) {
  const size = openConnection()?.send(data) ?? -1;
  if (size >= 0) {
    onSent(data, size, true);
  }
  return size >= 0;
}

function onSent(data, size, isLogged, note) {
  meter.countOut(size);
  if (isLogged) {
    log.add({ direction: "out", data, size, note });
  }
}

function onOpen(protocol, extensions) {
  const { url } = dialer.target;
  const opened = protocol ? ["status.open.protocol", { url, protocol }] : ["status.open", { url }];
  report("good", opened, ...(extensions ? [["status.open.extensions", { extensions }]] : []));
  // Whoever connected with the keyboard goes on typing the first message.
  if (document.activeElement === document.body || document.activeElement?.id === "connect") {
    composer.focus();
  }
  picker.load();
  generations.begin(url);
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
  const parts = !opened && !byUser ? [["status.failed"]] : [closedText(code, reason)];
  parts.push([`plan.${plan}`]);
  if (plan === "replaced") {
    log.add({ direction: "event", parts });
    return;
  }
  generations.end();
  burst.onClosed();
  meter.redraw();
  report(code === 1000 || byUser ? "calm" : "bad", ...parts);
  connectionView.render();
}

function closedText(code, reason) {
  const meaning = { key: closeCodeMeaning(code) };
  return [reason ? "status.closed.reason" : "status.closed", { code: String(code), meaning, reason }];
}

function report(tone, ...parts) {
  status.show(tone, ...parts);
  log.add({ direction: "event", parts });
}
