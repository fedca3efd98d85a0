// Where the log waits while its tab loads the page again.

import { LONGEST_SAVED, packLog, unpackLog } from "./saved-log.js";
import { recallInTab, rememberInTab } from "./tab-store.js";

// Half as much, and again, if the browser has less room than most.
export function storeLog(entries, total) {
  const pack = (most) => (entries.length === 0 ? null : packLog({ entries, total }, most));
  let most = LONGEST_SAVED;
  while (!rememberInTab("log", pack(most)) && most > 1024) {
    most /= 2;
  }
}

// Answers {entries, total}. An event of an older version of the page may have no words any more, and is left out.
export function loadLog(translator) {
  const isReadable = ({ parts }) => {
    try {
      return translator.sentences(parts) !== "";
    } catch {
      return false;
    }
  };
  return unpackLog(recallInTab("log"), isReadable);
}
