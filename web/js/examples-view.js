// Messages that the chosen handler understands, as it names them itself: a click puts one where messages are written.

import { byId, element } from "./dom.js";

export class ExamplesView {
  #onChoose;
  #shown = "[]";

  // onChoose(text) when a person wants one.
  constructor(onChoose) {
    this.#onChoose = onChoose;
  }

  show(examples) {
    const wanted = JSON.stringify(examples);
    if (wanted === this.#shown) {
      return;
    }
    this.#shown = wanted;
    byId("examples").hidden = examples.length === 0;
    byId("examples").replaceChildren(
      ...examples.map((text) =>
        element("button", { type: "button", class: "example", title: text, text, onclick: () => this.#onChoose(text) }),
      ),
    );
  }
}
