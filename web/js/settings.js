// What the page remembers between visits. Storage may be full, blocked or absent (private windows,
// strict cookie settings); then the page forgets, and works.

const PREFIX = "weft.";

export function recall(key, fallback) {
  try {
    return localStorage.getItem(PREFIX + key) ?? fallback;
  } catch {
    return fallback;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Remembering is a convenience; there is nothing the user could do about it here.
  }
}
