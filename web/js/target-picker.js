// The list of handlers and the field for any other address: answers which target is chosen.

import { byId, element } from "./dom.js";
import { handlerTarget, typedTarget } from "./target.js";
import { recall, remember } from "./settings.js";

const OTHER = "";

// What the state of a handler that takes no new connections looks like; one that is active says nothing.
const TONES = { draining: "busy", stopped: "bad", failed: "bad" };

export class TargetPicker {
  #translator;
  #onChange;
  #handlers = [];
  #chosen;
  #noteKey = "connection.loading";

  // wish: the id of a handler to choose at first. onChange() after the choice has changed, onReload() to read the list.
  constructor(translator, { wish, onChange, onReload }) {
    this.#translator = translator;
    this.#onChange = onChange;
    this.#chosen = wish ?? recall("handler", null);
    byId("custom-url").value = recall("url", "");
    byId("handlers-reload").addEventListener("click", onReload);
    for (const id of ["custom-url", "custom-protocols"]) {
      byId(id).addEventListener("input", () => this.#changed());
    }
    translator.onChange(() => this.#render());
  }

  // The list comes every few seconds; making the same one anew would cost for nothing.
  show({ version, handlers }) {
    byId("server-version").textContent = version;
    if (handlers.length === 0 || JSON.stringify(handlers) !== JSON.stringify(this.#handlers)) {
      this.#handlers = handlers;
      this.#noteKey = handlers.length === 0 ? "connection.none" : null;
      this.#settle();
    }
  }

  showUnreadable() {
    if (this.#handlers.length === 0 && this.#noteKey !== "connection.none") {
      this.#noteKey = "connection.none";
      this.#settle();
    }
  }

  // The handler that is chosen, or undefined for another address.
  get handler() {
    return this.#handlers.find(({ id }) => id === this.#chosen);
  }

  #settle() {
    if (!this.handler && this.#chosen !== OTHER) {
      this.#chosen = (this.#handlers.find(({ isDefault }) => isDefault) ?? this.#handlers[0])?.id ?? OTHER;
    }
    this.#render();
    this.#revealChosen();
  }

  // In a list that scrolls, the chosen one may be out of sight. Only the list is scrolled, never the page.
  #revealChosen() {
    const list = byId("handler-list");
    const option = list.querySelector(".handler:has(:checked)");
    const below = option ? option.offsetTop + option.offsetHeight - list.offsetTop - list.clientHeight : 0;
    list.scrollTop = Math.max(list.scrollTop, below);
  }

  // {url, protocols}, or {error: key} for an address that cannot be one.
  target() {
    if (this.handler) {
      return handlerTarget(this.handler, location.href);
    }
    return typedTarget(byId("custom-url").value, byId("custom-protocols").value, location.href);
  }

  // The address as it will be connected to is remembered; a wrong one is explained where it was typed.
  confirm() {
    const target = this.target();
    this.#showError(target.error);
    if (target.error) {
      byId(target.error === "url.protocols" ? "custom-protocols" : "custom-url").focus();
    } else {
      remember("handler", this.#chosen);
      remember("url", byId("custom-url").value);
    }
    return target;
  }

  #changed() {
    this.#showError(null);
    this.#onChange();
  }

  #choose(id) {
    this.#chosen = id;
    byId("custom-target").hidden = id !== OTHER;
    this.#changed();
  }

  #showError(key) {
    const place = byId("custom-error");
    place.hidden = !key;
    place.textContent = key ? this.#translator.t(key) : "";
    byId("custom-url").setAttribute("aria-invalid", String(Boolean(key) && key !== "url.protocols"));
    byId("custom-protocols").setAttribute("aria-invalid", String(key === "url.protocols"));
  }

  #render() {
    const t = (key) => this.#translator.t(key);
    byId("handlers-note").hidden = this.#noteKey === null;
    byId("handlers-note").textContent = this.#noteKey ? t(this.#noteKey) : "";
    byId("handlers-reload").hidden = this.#noteKey !== "connection.none";
    const options = this.#handlers.map((handler) => this.#option(handler.id, handlerLabel(handler, t)));
    const other = [element("span", { class: "handler-name", text: t("connection.other") })];
    keepingFocus(() => {
      byId("handler-list").replaceChildren(...options);
      byId("handler-other").replaceChildren(this.#option(OTHER, other));
    });
    byId("custom-target").hidden = this.#chosen !== OTHER;
    const [first] = this.#handlers;
    byId("custom-url").placeholder = first ? handlerTarget(first, location.href).url : "ws://127.0.0.1:8083/";
    this.#onChange();
  }

  #option(id, label) {
    const choice = element("input", { type: "radio", name: "handler", value: id, onchange: () => this.#choose(id) });
    choice.checked = id === this.#chosen;
    const data = id === OTHER ? { testid: "handler-other" } : { testid: "handler-option", handler: id };
    return element("label", { class: "handler", data }, choice, element("span", { class: "handler-text" }, ...label));
  }
}

// A list that is made anew takes the focus and the place it was scrolled to with it.
function keepingFocus(replace) {
  const list = byId("handler-list");
  const top = list.scrollTop;
  const focused = document.activeElement?.name === "handler" ? document.activeElement.value : null;
  replace();
  list.scrollTop = top;
  if (focused !== null) {
    document.querySelector(`input[name=handler][value="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
}

function handlerLabel(handler, t) {
  const stands = standing(handler);
  return [
    element(
      "span",
      { class: "handler-head" },
      element("span", { class: "handler-name handler-id", text: handler.id }),
      handler.isDefault ? element("span", { class: "tag", text: t("connection.default") }) : null,
      stands
        ? element("span", { class: "tag", data: { tone: stands.tone }, text: t(`handler.${stands.state}`) })
        : null,
      element("code", { class: "handler-path", text: handler.path }),
    ),
    element("span", { class: "handler-description", text: handler.description }),
    stands
      ? element("span", {
          class: "handler-state",
          data: { tone: stands.tone },
          text: t(`handler.${stands.state}.note`),
        })
      : null,
  ];
}

// Null for a handler that is all right.
function standing({ state, isDegraded }) {
  if (state in TONES) {
    return { state, tone: TONES[state] };
  }
  return isDegraded ? { state: "degraded", tone: "busy" } : null;
}
