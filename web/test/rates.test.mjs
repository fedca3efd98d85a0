import assert from "node:assert/strict";
import { test } from "node:test";
import { Burst } from "../js/burst.js";
import { RateWindow, percentile } from "../js/rates.js";
import { ReplyMatcher } from "../js/round-trip.js";
import { decadeScale, linearScale } from "../js/scale.js";

test("percentiles are nearest rank", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  assert.equal(percentile(hundred, 50), 50);
  assert.equal(percentile(hundred, 99), 99);
  assert.equal(percentile(hundred, 100), 100);
  assert.equal(percentile([7], 99), 7);
  assert.equal(percentile([1, 2], 50), 1);
  assert.equal(percentile([], 50), null);
});

test("counts by whole seconds and shows only complete ones", () => {
  const window = new RateWindow();
  window.countOut(100_000);
  window.countOut(100_999);
  window.countIn(100_500, 2);
  window.countIn(101_000, 4);
  const series = window.series(101_500);
  assert.equal(series.length, 60);
  assert.deepEqual(series.at(-1), { incoming: 1, outgoing: 2, p50: 2, p99: 2 });
  assert.deepEqual(series.at(-2), { incoming: 0, outgoing: 0, p50: null, p99: null });
  assert.deepEqual(window.series(102_000).at(-1), { incoming: 1, outgoing: 0, p50: 4, p99: 4 });
});

test("forgets after a minute, and reuses its buckets", () => {
  const window = new RateWindow();
  window.countIn(5_000, 1);
  assert.equal(window.series(65_999)[0].incoming, 1);
  assert.equal(
    window.series(66_000).some(({ incoming }) => incoming > 0),
    false,
  );
  window.countIn(5_000 + 61_000, 9);
  assert.deepEqual(window.series(67_000).at(-1), { incoming: 1, outgoing: 0, p50: 9, p99: 9 });
});

test("is quiet before the first message and a minute after the last was last shown", () => {
  const window = new RateWindow();
  assert.equal(window.isQuiet(1_000), true);
  window.countOut(1_000);
  assert.equal(window.isQuiet(1_500), false);
  assert.equal(window.isQuiet(61_500), false);
  assert.equal(window.isQuiet(63_000), true);
});

test("a message without a round trip counts, but adds no sample", () => {
  const window = new RateWindow();
  window.countIn(1_000, null);
  assert.deepEqual(window.roundTrips(1_500), { p50: null, p99: null });
  assert.equal(window.series(2_000).at(-1).incoming, 1);
});

test("round trips of the minute come from all its seconds", () => {
  const window = new RateWindow();
  for (let second = 0; second < 50; second++) {
    window.countIn(100_000 + second * 1000, second + 1);
  }
  assert.deepEqual(window.roundTrips(149_500), { p50: 25, p99: 50 });
});

test("keeps a fair sample in fixed memory when a second brings very many", () => {
  let seed = 1;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const window = new RateWindow(random);
  for (let index = 0; index < 100_000; index++) {
    window.countIn(1_000, index);
  }
  const { incoming, p50 } = window.series(2_000).at(-1);
  assert.equal(incoming, 100_000);
  assert.ok(p50 > 30_000 && p50 < 70_000, `p50 ${p50}`);
});

test("matches the k-th reply to the k-th send", () => {
  const matcher = new ReplyMatcher();
  matcher.sent(10);
  matcher.sent(20);
  assert.equal(matcher.received(15), 5);
  assert.equal(matcher.received(50), 30);
  assert.equal(matcher.received(60), null);
  matcher.sent(70);
  assert.equal(matcher.received(71), 1);
});

test("keeps its place over many thousands, and is bounded without replies", () => {
  const matcher = new ReplyMatcher();
  for (let index = 0; index < 5_000; index++) {
    matcher.sent(index);
    matcher.sent(index);
    assert.equal(matcher.received(index), index - Math.floor(index / 2));
  }
  assert.equal(matcher.waiting, 5_000);
  for (let index = 0; index < 200_000; index++) {
    matcher.sent(index);
  }
  assert.equal(matcher.waiting, 65_536);
});

test("axes end at round numbers", () => {
  assert.equal(linearScale(0).top, 1);
  assert.equal(linearScale(1).top, 1);
  assert.equal(linearScale(3).top, 4);
  assert.equal(linearScale(401).top, 1000);
  assert.deepEqual(linearScale(190).ticks, [0, 100, 200]);
  assert.deepEqual(
    decadeScale(0.3, 45).ticks.map((tick) => Number(tick.toFixed(3))),
    [0.1, 1, 10, 100],
  );
  assert.equal(decadeScale(1, 1).place(1), 0);
  assert.equal(decadeScale(1, 100).place(10), 0.5);
  assert.equal(decadeScale(1, 100).place(1000), 1);
  assert.equal(decadeScale(1, 100).place(0), 0);
});

// A clock and timers moved by hand, and a connection that only remembers.
function burstOf(total, inFlight) {
  const world = { now: 0, sent: [], bufferedAmount: 0, isOpen: true, task: null, result: null };
  const connection = {
    send: (text) => (world.isOpen ? world.sent.push(text) : -1),
    get bufferedAmount() {
      return world.bufferedAmount;
    },
  };
  const plan = { total, inFlight, messageAt: (index) => `m${index}` };
  const burst = new Burst(plan, connection, {
    onEnd: (result) => (world.result = result),
    now: () => world.now,
    schedule: (task) => (world.task = task),
  });
  return { burst, world };
}

test("a burst keeps at most so many unanswered, and ends with the last reply", () => {
  const { burst, world } = burstOf(10, 3);
  burst.start();
  assert.equal(world.sent.length, 3);
  for (let reply = 1; reply <= 10; reply++) {
    world.now += 2;
    burst.onReply(2);
    assert.equal(world.sent.length, Math.min(10, 3 + reply));
  }
  assert.deepEqual(world.result, { why: "done", sent: 10, replies: 10, elapsed: 20, perSecond: 500, p50: 2, p99: 2 });
  assert.deepEqual(world.sent, ["m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9"]);
});

test("a burst waits while the browser holds too much unsent", () => {
  const { burst, world } = burstOf(10, 5);
  world.bufferedAmount = 2 * 1024 * 1024;
  burst.start();
  assert.equal(world.sent.length, 0);
  world.bufferedAmount = 0;
  world.task();
  assert.equal(world.sent.length, 5);
});

test("a burst without replies is given up after ten seconds", () => {
  const { burst, world } = burstOf(10, 2);
  burst.start();
  world.now = 10_000;
  world.task();
  assert.equal(world.result, null);
  world.now = 10_001;
  world.task();
  assert.equal(world.result.why, "stalled");
  assert.equal(world.result.perSecond, null);
});

test("a burst ends once, by whatever comes first", () => {
  const { burst, world } = burstOf(10, 2);
  burst.start();
  burst.onReply(1);
  burst.end("stopped");
  world.result = null;
  burst.onReply(1);
  burst.end("closed");
  assert.equal(world.result, null);
  assert.equal(world.sent.length, 3);
});

test("a burst ends when the connection does not take its messages", () => {
  const { burst, world } = burstOf(10, 2);
  world.isOpen = false;
  burst.start();
  assert.equal(world.result.why, "closed");
  assert.equal(world.result.sent, 0);
});
