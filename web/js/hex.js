// Bytes as hexadecimal text, both ways. Pure.

const SEPARATORS = /[\s,;:_-]+/;
const BYTES_PER_LINE = 16;

// Accepts what people paste: "de ad be ef", "DEADBEEF", "0xde, 0xad", "de:ad", "\xde\xad".
// Answers {bytes} or {error, at}: error is "digit" or "odd", at is the piece that is wrong.
export function parseHex(text) {
  const digits = [];
  for (const piece of text.replaceAll("\\x", " ").split(SEPARATORS)) {
    const plain = piece.replace(/^0x/i, "");
    if (!/^[0-9a-f]*$/i.test(plain)) {
      return { error: "digit", at: piece };
    }
    if (plain.length % 2 !== 0 || (plain === "" && piece !== "")) {
      return { error: "odd", at: piece };
    }
    digits.push(plain);
  }
  return { bytes: fromDigits(digits.join("")) };
}

function fromDigits(digits) {
  const bytes = new Uint8Array(digits.length / 2);
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16);
  }
  return bytes;
}

export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

// Lines as `hexdump -C` prints them: offset, sixteen bytes, the printable ASCII.
export function hexDump(bytes) {
  const lines = [];
  for (let offset = 0; offset < bytes.length; offset += BYTES_PER_LINE) {
    lines.push(dumpLine(bytes.subarray(offset, offset + BYTES_PER_LINE), offset));
  }
  return lines.join("\n");
}

function dumpLine(bytes, offset) {
  const left = toHex(bytes.subarray(0, 8)).padEnd(23);
  const right = toHex(bytes.subarray(8)).padEnd(23);
  const ascii = Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "."));
  return `${offset.toString(16).padStart(6, "0")}  ${left}  ${right}  ${ascii.join("")}`;
}
