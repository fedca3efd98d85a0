// Figures as people read them; a no-break space keeps the unit with its number. Pure: value and language in, text out.

const KIBIBYTE = 1024;
const numberFormats = new Map();

export function number(value, language, digits = 0) {
  const key = `${language} ${digits}`;
  let format = numberFormats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(language, { maximumFractionDigits: digits });
    numberFormats.set(key, format);
  }
  return format.format(value);
}

export function bytes(count, language) {
  if (count < KIBIBYTE) {
    return `${number(count, language)}\u00a0B`;
  }
  if (count < KIBIBYTE * KIBIBYTE) {
    return `${number(count / KIBIBYTE, language, 1)}\u00a0KiB`;
  }
  return `${number(count / (KIBIBYTE * KIBIBYTE), language, 1)}\u00a0MiB`;
}

// Browsers round their clock to 0.1 ms or coarser, so a second decimal would be invented.
export function duration(milliseconds, language) {
  if (milliseconds < 100) {
    return `${number(milliseconds, language, 1)}\u00a0ms`;
  }
  if (milliseconds < 1000) {
    return `${number(milliseconds, language)}\u00a0ms`;
  }
  if (milliseconds < 60_000) {
    return `${number(milliseconds / 1000, language, 1)}\u00a0s`;
  }
  return longDuration(milliseconds, language);
}

function longDuration(milliseconds, language) {
  const seconds = Math.floor(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes}\u00a0min ${seconds % 60}\u00a0s`;
  }
  return `${number(Math.floor(minutes / 60), language)}\u00a0h ${minutes % 60}\u00a0min`;
}

// The same in every language, to the millisecond: log times are compared with server logs.
export function clockTime(date) {
  const two = (value) => String(value).padStart(2, "0");
  const milliseconds = String(date.getMilliseconds()).padStart(3, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${milliseconds}`;
}

export function utf8Length(text) {
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) {
      length += 1;
    } else if (unit < 0x800) {
      length += 2;
    } else if (isPair(unit, text.charCodeAt(index + 1))) {
      length += 4;
      index++;
    } else {
      length += 3;
    }
  }
  return length;
}

function isPair(unit, next) {
  return unit >= 0xd800 && unit <= 0xdbff && next >= 0xdc00 && next <= 0xdfff;
}
