// The list of handlers and the field for any other address: answers which target is chosen.

import { byId, element } from "./dom.js";
import { handlerTarget, typedTarget } from "./target.js";
import { loadHandlers } from "./handlers.js";
import { recall, remember } from "./settings.js";

const OTHER = "";

export class TargetPicker {
  #translator;
  #onChange;
  #handlers = [];
  #chosen;
  #noteKey = "connection.loading";

  constructor(translator, wish, onChange) {
    this.#translator = translator;
    this.#onChange = onChange;
    this.#chosen = wish ?? recall("handler", null);
    byId("custom-url").value = recall("url", "");
    byId("handlers-reload").addEventListener("click", () => this.load());
    for (const id of ["custom-url", "custom-protocols"]) {
      byId(id).addEventListener("input", () => this.#changed());
    }
    translator.onChange(() => this.#render());
  }

  async load() {
    try {
      const { version, handlers } = await loadHandlers();
      byId("server-version").textContent = version;
      // The list is read again after every connect; making the same list anew would take the focus out of it.
      if (handlers.length > 0 && JSON.stringify(handlers) === JSON.stringify(this.#handlers)) {
        return;
      }
      this.#handlers = handlers;
      this.#noteKey = handlers.length === 0 ? "connection.none" : null;
    } catch {
      this.#noteKey = this.#handlers.length === 0 ? "connection.none" : null;
    }
    if (!this.#handlers.some(({ id }) => id === this.#chosen) && this.#chosen !== OTHER) {
      this.#chosen = (this.#handlers.find(({ isDefault }) => isDefault) ?? this.#handlers[0])?.id ?? OTHER;
    }
    this.#render();
  }

  // {url, protocols}, or {error: key} for an address that cannot be one.
  target() {
    const handler = this.#handlers.find(({ id }) => id === this.#chosen);
    if (handler) {
      return handlerTarget(handler, location.href);
    }
    return typedTarget(byId("custom-url").value, byId("custom-protocols").value, location.href);
  }

  // The address as it will be dialled is remembered; a wrong one is explained where it was typed.
  confirm() {
    const target = this.target();
    this.#showError(target.error);
    if (!target.error) {
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
    byId("custom-url").setAttribute("aria-invalid", String(Boolean(key)));
  }

  #render() {
    const t = (key) => this.#translator.t(key);
    byId("handlers-note").hidden = this.#noteKey === null;
    byId("handlers-note").textContent = this.#noteKey ? t(this.#noteKey) : "";
    byId("handlers-reload").hidden = this.#noteKey !== "connection.none";
    const options = this.#handlers.map((handler) => this.#option(handler.id, handlerLabel(handler, t)));
    const other = [element("span", { class: "handler-name", text: t("connection.other") })];
    byId("handler-list").replaceChildren(...options, this.#option(OTHER, other));
    byId("custom-target").hidden = this.#chosen !== OTHER;
    this.#onChange();
  }

  #option(id, label) {
    const choice = element("input", { type: "radio", name: "handler", value: id, onchange: () => this.#choose(id) });
    choice.checked = id === this.#chosen;
    const data = id === OTHER ? { testid: "handler-other" } : { testid: "handler-option", handler: id };
    return element("label", { class: "handler", data }, choice, element("span", { class: "handler-text" }, ...label));
  }
}

function handlerLabel(handler, t) {
  return [
    element(
      "span",
      { class: "handler-head" },
      element("span", { class: "handler-name handler-id", text: handler.id }),
      handler.isDefault ? element("span", { class: "tag", text: t("connection.default") }) : null,
      element("code", { class: "handler-path", text: handler.path }),
    ),
    element("span", { class: "handler-description", text: handler.description }),
  ];
}
