// Two small plots of the last minute, drawn on canvas. They know pixels and colours; what to draw comes as a series.

import { duration, number } from "./format.js";
import { WINDOW_SECONDS } from "./rates.js";
import { decadeScale, linearScale } from "./scale.js";

const LEFT = 50;
const RIGHT = 6;
const TOP = 8;
const BOTTOM = 16;

// Why 3? Sharper than any eye, and a canvas at 4 would hold nearly twice the pixels for nothing.
const MOST_PIXELS_PER_POINT = 3;

class Plot {
  #canvas;

  constructor(canvas) {
    this.#canvas = canvas;
  }

  // Which second of the series lies under this distance from the canvas's left edge, or null beside the plot.
  indexAt(offset) {
    const share = (offset - LEFT) / (this.#canvas.clientWidth - LEFT - RIGHT);
    return share >= 0 && share <= 1 ? Math.round(share * (WINDOW_SECONDS - 1)) : null;
  }

  // Sizes the canvas for the screen's pixels and answers {context, colours, width, height, x, y} in CSS pixels.
  prepare() {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const ratio = Math.min(devicePixelRatio || 1, MOST_PIXELS_PER_POINT);
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#canvas.width !== wide || this.#canvas.height !== high) {
      this.#canvas.width = wide;
      this.#canvas.height = high;
    }
    const context = this.#canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const step = (width - LEFT - RIGHT) / (WINDOW_SECONDS - 1);
    return {
      context,
      colours: this.#colours(),
      width,
      height,
      x: (index) => LEFT + index * step,
      y: (share) => height - BOTTOM - share * (height - TOP - BOTTOM),
    };
  }

  #colours() {
    const style = getComputedStyle(this.#canvas);
    const colour = (name) => style.getPropertyValue(name).trim();
    return {
      out: colour("--out"),
      in: colour("--in"),
      p50: colour("--median"),
      p99: colour("--tail"),
      grid: colour("--line"),
      text: colour("--ink-soft"),
      font: `11px ${style.fontFamily}`,
    };
  }
}

export class RatePlot extends Plot {
  // marked: the index of a second to draw a line at, or null.
  draw(series, locale, marked) {
    const area = this.prepare();
    const scale = linearScale(Math.max(...series.map(({ incoming, outgoing }) => Math.max(incoming, outgoing))));
    drawGrid(area, scale, (value) => number(value, locale, 1));
    drawMark(area, marked);
    const incoming = series.map((point) => scale.place(point.incoming));
    fillUnder(area, incoming, area.colours.in);
    drawLine(area, incoming, area.colours.in, []);
    drawLine(
      area,
      series.map((point) => scale.place(point.outgoing)),
      area.colours.out,
      [4, 3],
    );
  }
}

export class LatencyPlot extends Plot {
  draw(series, locale, marked) {
    const area = this.prepare();
    const measured = series.filter(({ p50 }) => p50 !== null);
    const smallest = measured.length ? Math.min(...measured.map(({ p50 }) => p50)) : 1;
    const largest = measured.length ? Math.max(...measured.map(({ p99 }) => p99)) : 10;
    const scale = decadeScale(smallest, largest);
    drawGrid(area, scale, (value) => duration(value, locale));
    drawMark(area, marked);
    series.forEach(
      (point, index) => point.p50 !== null && drawSpan(area, index, scale.place(point.p50), scale.place(point.p99)),
    );
  }
}

function drawGrid({ context, colours, width, height, x, y }, scale, label) {
  context.lineWidth = 1;
  context.strokeStyle = colours.grid;
  context.fillStyle = colours.text;
  context.font = colours.font;
  context.textBaseline = "middle";
  context.textAlign = "right";
  context.setLineDash([]);
  for (const tick of scale.ticks) {
    const level = Math.round(y(scale.place(tick))) + 0.5;
    context.beginPath();
    context.moveTo(LEFT, level);
    context.lineTo(width - RIGHT, level);
    context.stroke();
    context.fillText(label(tick), LEFT - 6, level);
  }
  drawSeconds({ context, height, x });
}

function drawSeconds({ context, height, x }) {
  context.textBaseline = "alphabetic";
  for (const ago of [60, 45, 30, 15]) {
    context.textAlign = ago === 60 ? "left" : "center";
    context.fillText(`−${ago}`, x(Math.max(0, WINDOW_SECONDS - 1 - ago)), height - 3);
  }
  context.textAlign = "right";
  context.fillText("0 s", x(WINDOW_SECONDS - 1), height - 3);
}

function drawMark({ context, colours, x, y }, marked) {
  if (marked !== null) {
    context.strokeStyle = colours.text;
    context.beginPath();
    context.moveTo(x(marked), y(0));
    context.lineTo(x(marked), y(1));
    context.stroke();
  }
}

function tracePath({ context, x, y }, shares) {
  context.beginPath();
  shares.forEach((share, index) => context.lineTo(x(index), y(share)));
}

function drawLine(area, shares, colour, dash) {
  const { context } = area;
  tracePath(area, shares);
  context.setLineDash(dash);
  context.lineWidth = 1.75;
  context.lineJoin = "round";
  context.strokeStyle = colour;
  context.stroke();
}

function fillUnder(area, shares, colour) {
  const { context, x, y } = area;
  tracePath(area, shares);
  context.lineTo(x(shares.length - 1), y(0));
  context.lineTo(x(0), y(0));
  context.globalAlpha = 0.14;
  context.fillStyle = colour;
  context.fill();
  context.globalAlpha = 1;
}

// One second: a line from the median up to the 99th percentile, a mark at each end.
function drawSpan({ context, colours, x, y }, index, median, tail) {
  context.setLineDash([]);
  context.lineWidth = 1.5;
  context.strokeStyle = colours.p99;
  context.beginPath();
  context.moveTo(x(index), y(median));
  context.lineTo(x(index), y(tail));
  context.stroke();
  context.fillStyle = colours.p99;
  context.fillRect(x(index) - 2, y(tail) - 1, 4, 2);
  context.fillStyle = colours.p50;
  context.beginPath();
  context.arc(x(index), y(median), 2.2, 0, 2 * Math.PI);
  context.fill();
}
