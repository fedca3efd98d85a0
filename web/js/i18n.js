// The page's words. Static ones stand in the HTML as data-i18n="key" and data-i18n-attributes="title:key,...";
// the others are asked for with t(key, values). A key that no dictionary has is an error, not a blank.

export class Translator {
  #dictionaries;
  #language;
  #listeners = [];

  constructor(dictionaries, language) {
    this.#dictionaries = dictionaries;
    this.#language = language;
  }

  get language() {
    return this.#language;
  }

  // The tag for <html lang> and Intl.
  get locale() {
    return this.#dictionaries[this.#language]["language.tag"];
  }

  change(language) {
    this.#language = language;
    for (const listener of this.#listeners) {
      listener();
    }
  }

  onChange(listener) {
    this.#listeners.push(listener);
  }

  // A text with {name} places. An entry {one, other} is chosen by values.n.
  t(key, values = {}) {
    const entry = this.#dictionaries[this.#language][key];
    if (entry === undefined) {
      throw new Error(`no text for ${key}`);
    }
    const template = typeof entry === "string" ? entry : this.#plural(entry, values.n);
    return template.replace(/\{(\w+)\}/g, (place, name) => this.#shown(values[name] ?? place));
  }

  // Several texts, given as [key, values] pairs, one after the other.
  sentences(parts) {
    return parts.map(([key, values]) => this.t(key, values)).join(this.t("language.space"));
  }

  apply(root) {
    for (const target of root.querySelectorAll("[data-i18n]")) {
      target.textContent = this.t(target.dataset.i18n);
    }
    for (const target of root.querySelectorAll("[data-i18n-attributes]")) {
      for (const pair of target.dataset.i18nAttributes.split(",")) {
        const [attribute, key] = pair.split(":");
        target.setAttribute(attribute, this.t(key));
      }
    }
  }

  #plural(entry, count) {
    const form = new Intl.PluralRules(this.locale).select(count);
    return entry[form] ?? entry.other;
  }

  // A value {key} is a text of its own, so that it changes language with the sentence it stands in.
  #shown(value) {
    if (typeof value === "object") {
      return this.t(value.key);
    }
    return typeof value === "number" ? new Intl.NumberFormat(this.locale).format(value) : value;
  }
}

// The first of the wishes that there is a dictionary for; "zh-TW" and "zh-Hans-CN" both find "zh".
export function preferredLanguage(wishes, available) {
  for (const wish of wishes) {
    const language = String(wish ?? "")
      .toLowerCase()
      .split("-")[0];
    if (available.includes(language)) {
      return language;
    }
  }
  return available[0];
}
