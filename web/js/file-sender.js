// A file as messages: whole or in pieces, binary or text. A piece is read only when the network has taken the ones
// before it.

import { HIGH_WATER, drained } from "./drain.js";

// Why 64 MiB? One message must be in memory as a whole, twice; larger files go in pieces.
export const LARGEST_WHOLE = 64 * 1024 * 1024;

// Yields Uint8Arrays or, with asText, strings. pieceSize 0 means one message. Text that is not UTF-8 throws TypeError.
export async function* fileMessages(file, { asText, pieceSize }) {
  const step = pieceSize || Math.max(file.size, 1);
  // A decoder that streams keeps the first bytes of a character cut in two for the next piece.
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  for (let start = 0; start === 0 || start < file.size; start += step) {
    const bytes = new Uint8Array(await file.slice(start, start + step).arrayBuffer());
    const isLast = start + step >= file.size;
    yield asText ? decoder.decode(bytes, { stream: !isLast }) : bytes;
  }
}

// Answers {outcome: "sent" | "cancelled" | "closed" | "not-text" | "unreadable" | "too-large", messages}.
// onSent(data, size) after each message, onProgress(bytes the network took) at most every few milliseconds.
export async function sendFile(file, options, connection, { onSent, onProgress, signal }) {
  if (!options.pieceSize && file.size > LARGEST_WHOLE) {
    return { outcome: "too-large", messages: 0 };
  }
  let messages = 0;
  let handedOver = 0;
  const look = (waiting) => onProgress(Math.max(0, handedOver - waiting));
  try {
    for await (const data of fileMessages(file, options)) {
      if (signal.aborted) {
        return { outcome: "cancelled", messages };
      }
      const size = connection.send(data);
      if (size < 0) {
        return { outcome: "closed", messages };
      }
      messages++;
      handedOver += size;
      onSent(data, size);
      await drained(connection, HIGH_WATER, look);
    }
    const arrived = await drained(connection, 0, look);
    return { outcome: arrived ? "sent" : "closed", messages };
  } catch (error) {
    return { outcome: error instanceof TypeError ? "not-text" : "unreadable", messages };
  }
}
