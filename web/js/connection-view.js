// The buttons of the connection: which of them mean something now, and what they say.

import { byId } from "./dom.js";
import { LONGEST_REASON, mayBeSent } from "./close-codes.js";
import { utf8Length } from "./format.js";
import { recall, remember } from "./settings.js";

export class ConnectionView {
  #translator;
  #connector;
  #picker;
  #onSwitch;

  // onSwitch(): the user connects to what is chosen, whatever was to be done with another connection.
  constructor(translator, { connector, picker, onSwitch }) {
    this.#translator = translator;
    this.#connector = connector;
    this.#picker = picker;
    this.#onSwitch = onSwitch;
    byId("connection-form").addEventListener("submit", (event) => this.#onConnect(event));
    byId("disconnect").addEventListener("click", () => this.#onDisconnect());
    byId("reconnect-now").addEventListener("click", () => connector.reconnectNow());
    byId("reconnect-cancel").addEventListener("click", () => connector.cancelReconnect());
    this.#openAutoReconnect();
    for (const id of ["close-code", "close-reason"]) {
      byId(id).addEventListener("input", () => this.#renderCloseHint());
    }
    translator.onChange(() => this.render());
  }

  render() {
    const { connection, target, isWaiting } = this.#connector;
    const chosen = this.#picker.target();
    const isSame = connection !== null && target?.url === chosen.url;
    this.#label("connect", connection && !isSame ? "connection.switch" : "connection.connect");
    this.#label(
      "disconnect",
      isWaiting || (connection && !connection.isOpen) ? "connection.cancel" : "connection.disconnect",
    );
    byId("connect").disabled = isSame;
    byId("disconnect").disabled = connection === null && !isWaiting;
    this.#renderCloseHint();
  }

  #label(id, key) {
    byId(id).dataset.i18n = key;
    byId(id).textContent = this.#translator.t(key);
  }

  // Begins to connect to what is chosen, unless a handshake is under way. False if what is chosen is no address.
  connect() {
    if (this.#connector.connection?.isConnecting) {
      return true;
    }
    return this.#connectToChosen();
  }

  #onConnect(event) {
    event.preventDefault();
    if (!byId("connect").disabled) {
      this.#onSwitch();
      this.#connectToChosen();
    }
  }

  #connectToChosen() {
    const target = this.#picker.confirm();
    if (!target.error) {
      this.#connector.connect(target);
    }
    return !target.error;
  }

  #onDisconnect() {
    const problem = this.#closeProblem();
    if (problem) {
      byId("close-code").closest("details").open = true;
      byId("close-code").focus();
    } else {
      this.#connector.close(this.#closeCode(), byId("close-reason").value);
    }
  }

  #openAutoReconnect() {
    const box = byId("auto-reconnect");
    box.checked = recall("reconnect", "on") === "on";
    this.#connector.reconnects = box.checked;
    box.addEventListener("change", () => {
      remember("reconnect", box.checked ? "on" : "off");
      this.#connector.reconnects = box.checked;
      if (!box.checked) {
        this.#connector.cancelReconnect();
      }
    });
  }

  #closeCode() {
    return Number(byId("close-code").value.trim() || "1000");
  }

  // A [key, values] pair, or null when code and reason may be sent.
  #closeProblem() {
    if (!mayBeSent(this.#closeCode())) {
      return ["connection.close-code.invalid"];
    }
    const size = utf8Length(byId("close-reason").value);
    return size > LONGEST_REASON ? ["connection.close-reason.invalid", { size }] : null;
  }

  #renderCloseHint() {
    const problem = this.#closeProblem();
    byId("close-hint").textContent = this.#translator.t(...(problem ?? ["connection.close-code.hint"]));
    byId("close-hint").dataset.tone = problem ? "error" : "";
    byId("close-code").setAttribute("aria-invalid", String(problem?.[0] === "connection.close-code.invalid"));
    byId("close-reason").setAttribute("aria-invalid", String(problem?.[0] === "connection.close-reason.invalid"));
  }
}
