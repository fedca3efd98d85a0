// Where messages are written: text, bytes as hexadecimal, or a file (which has its own view).

import { byId } from "./dom.js";
import { bytes, utf8Length } from "./format.js";
import { parseHex } from "./hex.js";
import { InputHistory } from "./history.js";
import { packInputs, unpackInputs } from "./saved-inputs.js";
import { recallInTab, rememberInTab, whenLeaving } from "./tab-store.js";

// The server's default limit; a larger message is not forbidden here, only pointed out.
const USUAL_LIMIT = 1024 * 1024;

// Why 256 KiB? Counting the bytes of more on every key would be felt while typing.
const COUNTED_WHILE_TYPING = 256 * 1024;

export class Composer {
  #translator;
  #send;
  #files;
  #mode = "text";
  #inputs;
  #waiting = null;
  #message = byId("message");

  // send(data, onEnd): sends now or when it is connected, and calls onEnd(sent); answers whether it was done at once.
  // files: the view for files, with show(visible) and send().
  constructor(translator, { send, files }) {
    this.#translator = translator;
    this.#send = send;
    this.#files = files;
    this.#restore();
    whenLeaving(() => this.#save());
    byId("composer").addEventListener("submit", (event) => this.#onSubmit(event));
    byId("composer-modes").addEventListener(
      "click",
      ({ target }) => target.dataset.mode && this.#change(target.dataset.mode),
    );
    this.#message.addEventListener("keydown", (event) => this.#onKey(event));
    this.#message.addEventListener("input", () => this.#renderNote());
    translator.onChange(() => this.#render());
    this.#render();
  }

  focus() {
    if (this.#mode !== "file") {
      this.#message.focus();
    }
  }

  // Puts a text into the field, as if it had been typed.
  fill(text) {
    this.#change("text");
    this.#message.value = text;
    this.#renderNote();
  }

  #change(mode) {
    if (this.#mode !== "file") {
      this.#inputs[this.#mode].draft = this.#message.value;
    }
    this.#mode = mode;
    this.#message.value = this.#inputs[mode]?.draft ?? "";
    this.#render();
    this.focus();
  }

  #render() {
    for (const button of byId("composer-modes").children) {
      button.setAttribute("aria-pressed", String(button.dataset.mode === this.#mode));
    }
    const isFile = this.#mode === "file";
    this.#message.hidden = isFile;
    byId("composer-keys").hidden = isFile;
    this.#message.classList.toggle("hex", this.#mode === "hex");
    this.#message.placeholder = isFile ? "" : this.#translator.t(`composer.${this.#mode}.placeholder`);
    this.#files.show(isFile);
    this.#renderNote();
  }

  #renderNote() {
    const typed = this.#message.value;
    if (this.#mode === "file") {
      return;
    }
    if (typed === "" || typed.length > COUNTED_WHILE_TYPING * 3) {
      this.#note("");
    } else if (this.#mode === "hex") {
      const { bytes: parsed, error, at } = parseHex(typed);
      this.#note(
        error ? this.#translator.t(`composer.hex.${error}`, { at }) : this.#size(parsed.length),
        error ? "error" : "",
      );
    } else {
      this.#noteSize(typed.length > COUNTED_WHILE_TYPING ? typed.length : utf8Length(typed));
    }
  }

  #noteSize(size) {
    const isLarge = size > USUAL_LIMIT;
    this.#note(
      isLarge ? this.#translator.t("composer.large", { size: this.#size(size) }) : this.#size(size),
      isLarge ? "warning" : "",
    );
  }

  #size(count) {
    return bytes(count, this.#translator.locale);
  }

  #note(text, tone = "") {
    byId("composer-note").textContent = text;
    byId("composer-note").dataset.tone = tone;
    this.#message.setAttribute("aria-invalid", String(tone === "error"));
  }

  #onSubmit(event) {
    event.preventDefault();
    if (this.#mode === "file") {
      this.#files.send();
      return;
    }
    const typed = this.#message.value;
    const parsed = this.#mode === "hex" ? parseHex(typed) : { bytes: typed };
    if (parsed.error) {
      this.#renderNote();
    } else if (this.#waiting !== typed) {
      this.#sendTyped(typed, parsed.bytes);
    }
  }

  // What was typed stays where it is until it is sent. The same once more before that is impatience, and sent once.
  #sendTyped(typed, data) {
    const mode = this.#mode;
    this.#waiting = typed;
    const isSentAtOnce = this.#send(data, (sent) => {
      this.#waiting = null;
      if (sent) {
        this.#inputs[mode].history.add(typed);
        this.#forget(mode, typed);
      }
      this.#renderNote();
      if (!sent) {
        this.#note(this.#translator.t("composer.closed"), "error");
      }
    });
    if (!isSentAtOnce && this.#waiting !== null) {
      this.#note(this.#translator.t("composer.connecting"));
    }
  }

  #forget(mode, typed) {
    if (mode !== this.#mode && this.#inputs[mode].draft === typed) {
      this.#inputs[mode].draft = "";
    } else if (mode === this.#mode && this.#message.value === typed) {
      this.#message.value = "";
    }
  }

  #save() {
    if (this.#mode !== "file") {
      this.#inputs[this.#mode].draft = this.#message.value;
    }
    rememberInTab("inputs", packInputs(this.#mode, this.#inputs));
  }

  #restore() {
    const { mode, text, hex } = unpackInputs(recallInTab("inputs"));
    const input = ({ draft, lines }) => ({ draft, history: new InputHistory(lines) });
    this.#inputs = { text: input(text), hex: input(hex) };
    this.#mode = mode;
    this.#message.value = this.#inputs[mode].draft;
  }

  #onKey(event) {
    // While an input method composes (Chinese, Japanese, Korean), Enter and the arrows belong to it.
    if (event.isComposing || event.keyCode === 229) {
      return;
    }
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      byId("composer").requestSubmit();
    } else if (event.key === "ArrowUp" && this.#caretIsOnFirstLine()) {
      this.#recall(event, this.#inputs[this.#mode].history.older(this.#message.value));
    } else if (event.key === "ArrowDown" && this.#caretIsOnLastLine()) {
      this.#recall(event, this.#inputs[this.#mode].history.newer());
    }
  }

  #recall(event, line) {
    if (line !== null) {
      event.preventDefault();
      this.#message.value = line;
      this.#message.setSelectionRange(line.length, line.length);
      this.#renderNote();
    }
  }

  #caretIsOnFirstLine() {
    const { selectionStart, selectionEnd, value } = this.#message;
    return selectionStart === selectionEnd && !value.slice(0, selectionStart).includes("\n");
  }

  #caretIsOnLastLine() {
    const { selectionStart, selectionEnd, value } = this.#message;
    return selectionStart === selectionEnd && !value.slice(selectionEnd).includes("\n");
  }
}
