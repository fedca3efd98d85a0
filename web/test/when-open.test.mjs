import assert from "node:assert/strict";
import { test } from "node:test";
import { WhenOpen } from "../js/when-open.js";

function whenOpen({ open = false, connects = true } = {}) {
  const seen = [];
  const state = { open };
  const gate = new WhenOpen({
    isOpen: () => state.open,
    connect: () => {
      seen.push("connect");
      return connects;
    },
  });
  const run = (name) =>
    gate.run(
      () => seen.push(`${name} done`),
      () => seen.push(`${name} given up`),
    );
  return { gate, seen, run, state };
}

test("does at once what can be done", () => {
  const { seen, run } = whenOpen({ open: true });
  assert.equal(run("a"), true);
  assert.deepEqual(seen, ["a done"]);
});

test("connects, and then does what was asked for, in order and once", () => {
  const { gate, seen, run } = whenOpen();
  assert.equal(run("a"), false);
  run("b");
  gate.opened();
  gate.opened();
  gate.failed();
  assert.deepEqual(seen, ["connect", "connect", "a done", "b done"]);
});

test("gives up what waits when no connection comes", () => {
  const { gate, seen, run } = whenOpen();
  run("a");
  gate.failed();
  gate.opened();
  assert.deepEqual(seen, ["connect", "a given up"]);
});

test("gives up at once when there is nothing to connect to", () => {
  const { seen, run } = whenOpen({ connects: false });
  assert.equal(run("a"), false);
  assert.deepEqual(seen, ["connect", "a given up"]);
});

test("holds no more than a hundred", () => {
  const { gate, seen, run } = whenOpen();
  for (let index = 0; index < 101; index++) {
    run(String(index));
  }
  assert.equal(seen.at(-1), "100 given up");
  gate.opened();
  assert.equal(seen.filter((line) => line.endsWith("done")).length, 100);
});
