// Choosing a file and watching it go out.

import { byId, element } from "./dom.js";
import { bytes } from "./format.js";
import { sendFile } from "./file-sender.js";

const KIBIBYTE = 1024;

// 0 is one message. The largest piece is the server's default limit for a message.
const PIECE_SIZES = [0, 16 * KIBIBYTE, 64 * KIBIBYTE, 256 * KIBIBYTE, 1024 * KIBIBYTE];

export class FileView {
  #translator;
  #connection;
  #whenOpen;
  #onSent;
  #file = null;
  #running = null;
  #note = null;

  // connection(): the open connection or null. whenOpen: runs what needs one. onSent(data, size, note): one is sent.
  constructor(translator, { connection, whenOpen, onSent }) {
    this.#translator = translator;
    this.#connection = connection;
    this.#whenOpen = whenOpen;
    this.#onSent = onSent;
    byId("file").addEventListener("change", ({ target }) => this.#choose(target.files[0]));
    this.#acceptDrops(byId("file-drop"));
    translator.onChange(() => this.#render());
    this.#render();
  }

  show(visible) {
    byId("file-fields").hidden = !visible;
    this.#labelSend(visible && this.#running !== null);
    this.#renderNote();
  }

  send() {
    const file = this.#file;
    if (this.#running) {
      this.#running.abort();
    } else if (!file) {
      this.#say("composer.file.none", {}, "error");
    } else {
      if (!this.#connection()) {
        this.#say("composer.connecting", {}, "");
      }
      this.#whenOpen.run(
        () => this.#run(file, this.#connection()),
        () => this.#say("composer.closed", {}, "error"),
      );
    }
  }

  async #run(file, connection) {
    // Asked for twice while it was connecting.
    if (this.#running) {
      return;
    }
    this.#running = new AbortController();
    this.#labelSend(true);
    const options = { asText: byId("file-as").value === "text", pieceSize: Number(byId("file-pieces").value) };
    const { outcome, messages } = await sendFile(file, options, connection, {
      signal: this.#running.signal,
      onSent: (data, size) => this.#onSent(data, size, file.name),
      onProgress: (done) => this.#showProgress(done, file.size),
    });
    this.#running = null;
    this.#labelSend(false);
    byId("file-progress").hidden = true;
    this.#say(`composer.file.${outcome}`, { name: file.name, n: messages }, outcome === "sent" ? "" : "error");
  }

  #choose(file) {
    this.#file = file ?? null;
    this.#note = null;
    this.#render();
  }

  #acceptDrops(place) {
    place.addEventListener("dragover", (event) => {
      event.preventDefault();
      place.classList.add("dragging");
    });
    place.addEventListener("dragleave", () => place.classList.remove("dragging"));
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      place.classList.remove("dragging");
      this.#choose(event.dataTransfer.files[0]);
    });
  }

  #showProgress(done, size) {
    const bar = byId("file-progress");
    bar.hidden = false;
    bar.value = size > 0 ? Math.min(1, done / size) : 1;
    const locale = this.#translator.locale;
    this.#say("composer.file.progress", { done: bytes(Math.min(done, size), locale), size: bytes(size, locale) }, "");
  }

  #say(key, values, tone) {
    this.#note = { key, values, tone };
    this.#renderNote();
  }

  #labelSend(running) {
    const label = byId("send").querySelector("span");
    label.dataset.i18n = running ? "composer.stop" : "composer.send";
    label.textContent = this.#translator.t(label.dataset.i18n);
  }

  #renderNote() {
    const isVisible = !byId("file-fields").hidden;
    if (isVisible) {
      byId("composer-note").textContent = this.#note ? this.#translator.t(this.#note.key, this.#note.values) : "";
      byId("composer-note").dataset.tone = this.#note?.tone ?? "";
    }
  }

  #render() {
    const { locale } = this.#translator;
    const t = (key, values) => this.#translator.t(key, values);
    const name = this.#file ? `${this.#file.name} (${bytes(this.#file.size, locale)})` : t("composer.choose");
    byId("file-name").textContent = name;
    const chosen = byId("file-pieces").value || "0";
    const label = (size) =>
      size === 0 ? t("composer.pieces.whole") : t("composer.pieces.each", { size: bytes(size, locale) });
    byId("file-pieces").replaceChildren(
      ...PIECE_SIZES.map((size) => element("option", { value: String(size), text: label(size) })),
    );
    byId("file-pieces").value = chosen;
    this.#renderNote();
  }
}
