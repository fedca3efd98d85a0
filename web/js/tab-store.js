// What outlives a reload of this tab, and nothing else: other tabs do not see it, and it goes when the tab is closed.
// Storage may be full or blocked; then a reload forgets, and the page works.

const PREFIX = "weft.";

export function recallInTab(key) {
  try {
    return sessionStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

// Answers whether it was stored. Null forgets.
export function rememberInTab(key, text) {
  try {
    if (text === null) {
      sessionStorage.removeItem(PREFIX + key);
    } else {
      sessionStorage.setItem(PREFIX + key, text);
    }
    return true;
  } catch {
    return false;
  }
}

// Browsers may end a page that is not seen without another word, so being hidden counts as leaving.
export function whenLeaving(save) {
  addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", () => document.hidden && save());
}
