// The two views of the page, of which one is shown: the console and the rooms.

import { byId } from "./dom.js";
import { recallInTab, rememberInTab } from "./tab-store.js";

// What the link for people with a keyboard leads to.
const MAIN_FIELD = { console: "message", rooms: "room-text" };

// asked: a view, or null. onShow(view): now and whenever another is chosen.
export function openViews(asked, onShow) {
  const show = (view) => {
    for (const each of Object.keys(MAIN_FIELD)) {
      byId(`view-${each}`).hidden = each !== view;
    }
    for (const button of byId("views").children) {
      button.setAttribute("aria-pressed", String(button.dataset.view === view));
    }
    byId("skip").href = `#${MAIN_FIELD[view]}`;
    onShow(view);
  };
  byId("views").addEventListener("click", ({ target }) => {
    if (target.dataset.view) {
      rememberInTab("view", target.dataset.view);
      show(target.dataset.view);
    }
  });
  const wished = asked ?? recallInTab("view");
  show(Object.hasOwn(MAIN_FIELD, wished) ? wished : "console");
}
