// Language and appearance: taken from the browser, changed with the switches at the top, remembered.

import { byId } from "./dom.js";
import { Translator, preferredLanguage } from "./i18n.js";
import { recall, remember } from "./settings.js";
import english from "./text-en.js";
import chinese from "./text-zh.js";

const DICTIONARIES = { en: english, zh: chinese };
const THEMES = ["system", "light", "dark"];

export function openTranslator(asked) {
  const wishes = [asked, recall("language", null), ...(navigator.languages ?? [navigator.language])];
  const translator = new Translator(DICTIONARIES, preferredLanguage(wishes, Object.keys(DICTIONARIES)));
  const show = () => {
    document.documentElement.lang = translator.locale;
    translator.apply(document);
    markPressed("languages", "language", translator.language);
  };
  translator.onChange(show);
  show();
  byId("languages").addEventListener("click", ({ target }) => {
    if (target.dataset.language) {
      remember("language", target.dataset.language);
      translator.change(target.dataset.language);
    }
  });
  return translator;
}

// onChange: what draws with colours of its own must draw again.
export function openThemes(onChange) {
  const remembered = recall("theme", "system");
  showTheme(THEMES.includes(remembered) ? remembered : "system");
  byId("themes").addEventListener("click", ({ target }) => {
    const button = target.closest("[data-theme-choice]");
    if (button) {
      remember("theme", button.dataset.themeChoice);
      showTheme(button.dataset.themeChoice);
      onChange();
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", onChange);
}

function showTheme(theme) {
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
  markPressed("themes", "themeChoice", theme);
}

function markPressed(groupId, name, value) {
  for (const button of byId(groupId).children) {
    button.setAttribute("aria-pressed", String(button.dataset[name] === value));
  }
}
