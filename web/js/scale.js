// Where values lie on a plot's upright axis: 0 is the bottom, 1 the top. Pure.

// A linear axis from 0 to a round number: {top, ticks, place(value)}.
export function linearScale(largest) {
  const top = roundUp(Math.max(largest, 1));
  const ticks = [0, top / 2, top];
  return { top, ticks, place: (value) => Math.min(1, value / top) };
}

// A logarithmic axis over whole decades, so that a median of 0.2 ms and an outlier of 80 ms can both be read.
export function decadeScale(smallest, largest) {
  const low = Math.floor(Math.log10(Math.max(smallest, 0.1)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(largest, 0.1))));
  const ticks = Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
  const place = (value) => Math.min(1, Math.max(0, (Math.log10(Math.max(value, 10 ** low)) - low) / (high - low)));
  return { top: 10 ** high, ticks, place };
}

// 1, 2, 4 or 10 times a power of ten: halves of these are round as well.
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 10].find((factor) => value <= factor * power);
  return step * power;
}
