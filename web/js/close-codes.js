// What a close code says (RFC 6455 7.4.1 and the IANA registry it opened). Pure: answers keys of the dictionaries.

const REGISTERED = new Set([1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015]);

export function closeCodeMeaning(code) {
  if (REGISTERED.has(code)) {
    return `close.${code}`;
  }
  // RFC 6455 7.4.2: "Status codes in the range 4000-4999 are reserved for private use".
  if (code >= 4000 && code <= 4999) {
    return "close.private";
  }
  // RFC 6455 7.4.2: "Status codes in the range 3000-3999 are reserved for use by libraries, frameworks, and
  // applications."
  return code >= 3000 && code <= 3999 ? "close.library" : "close.unknown";
}

// The browser's close() takes 1000 or 3000 to 4999, and a reason whose UTF-8 fits one control frame:
// RFC 6455 5.5: 125 bytes, less two for the code.
export const LONGEST_REASON = 123;

export function mayBeSent(code) {
  return code === 1000 || (Number.isInteger(code) && code >= 3000 && code <= 4999);
}
