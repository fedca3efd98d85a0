import assert from "node:assert/strict";
import { test } from "node:test";
import { reconnectsAfter, planAfterClose, waitBefore } from "../js/reconnect.js";
import { closeCodeMeaning, mayBeSent } from "../js/close-codes.js";
import { readOptions } from "../js/options.js";

const lowest = () => 0;
const highest = () => 1 - Number.EPSILON;

test("plans by close code", () => {
  const expected = {
    1000: "normal",
    1001: "back-off",
    1002: "refused",
    1003: "refused",
    1005: "back-off",
    1006: "back-off",
    1007: "refused",
    1008: "refused",
    1009: "refused",
    1010: "refused",
    1011: "back-off",
    1012: "at-once",
    1013: "later",
    1014: "back-off",
    1015: "refused",
    3000: "application",
    4999: "application",
  };
  for (const [code, plan] of Object.entries(expected)) {
    assert.equal(planAfterClose(Number(code), true), plan, code);
  }
});

test("does not connect again to what was never open", () => {
  assert.equal(planAfterClose(1006, false), "never-opened");
  assert.equal(planAfterClose(1012, false), "never-opened");
});

test("connects again for three plans only", () => {
  const all = ["normal", "never-opened", "refused", "application", "at-once", "back-off", "later"];
  assert.deepEqual(all.filter(reconnectsAfter), ["at-once", "back-off", "later"]);
});

test("the first wait is anything from 0 to 5 seconds (RFC 6455 7.2.3)", () => {
  assert.equal(waitBefore("back-off", 0, lowest), 0);
  assert.equal(Math.round(waitBefore("back-off", 0, highest)), 5000);
  assert.equal(
    waitBefore("back-off", 0, () => 0.5),
    2500,
  );
});

test("later waits double, half fixed and half chance, up to a minute", () => {
  const ranges = [1, 2, 3, 4, 5, 50].map((attempt) => [
    waitBefore("back-off", attempt, lowest),
    Math.round(waitBefore("back-off", attempt, highest)),
  ]);
  assert.deepEqual(ranges, [
    [5000, 10000],
    [10000, 20000],
    [20000, 40000],
    [30000, 60000],
    [30000, 60000],
    [30000, 60000],
  ]);
});

test("1012 comes back at once, but only once", () => {
  assert.equal(waitBefore("at-once", 0, highest), 0);
  assert.ok(waitBefore("at-once", 1, lowest) >= 5000);
});

test("1013 is not asked again soon", () => {
  assert.ok(waitBefore("later", 0, lowest) >= 7500);
});

test("no wait is longer than the asked maximum", () => {
  for (const plan of ["at-once", "back-off", "later"]) {
    for (let attempt = 0; attempt < 20; attempt++) {
      assert.ok(waitBefore(plan, attempt, highest, 500) <= 500, `${plan} ${attempt}`);
    }
  }
});

test("reads the options of the page's address", () => {
  assert.deepEqual(readOptions("?handler=echo&lang=zh&reconnect-max=500"), {
    handler: "echo",
    view: null,
    language: "zh",
    reconnectMax: 500,
  });
  assert.deepEqual(readOptions(""), { handler: null, view: null, language: null, reconnectMax: undefined });
  assert.equal(readOptions("?reconnect-max=-1").reconnectMax, undefined);
  assert.equal(readOptions("?reconnect-max=1e9").reconnectMax, undefined);
  assert.equal(readOptions("?reconnect-max=999999999").reconnectMax, 600_000);
});

test("every close code has a meaning", () => {
  assert.equal(closeCodeMeaning(1000), "close.1000");
  assert.equal(closeCodeMeaning(1004), "close.unknown");
  assert.equal(closeCodeMeaning(1016), "close.unknown");
  assert.equal(closeCodeMeaning(2999), "close.unknown");
  assert.equal(closeCodeMeaning(3000), "close.library");
  assert.equal(closeCodeMeaning(3999), "close.library");
  assert.equal(closeCodeMeaning(4000), "close.private");
  assert.equal(closeCodeMeaning(4999), "close.private");
  assert.equal(closeCodeMeaning(5000), "close.unknown");
});

test("a browser may send 1000 and 3000 to 4999", () => {
  const codes = [0, 999, 1000, 1001, 2999, 3000, 4999, 5000, 1000.5, Number.NaN];
  assert.deepEqual(codes.filter(mayBeSent), [1000, 3000, 4999]);
});
