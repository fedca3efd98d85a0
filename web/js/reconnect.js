// When to connect again, and how long to wait first. Pure: chance and limits are handed in.

// RFC 6455 7.2.3: "a value chosen randomly between 0 and 5 seconds is a reasonable initial delay".
const FIRST_WAIT = 5_000;

// RFC 6455 7.2.3: "... using a method such as truncated binary exponential backoff." Truncated here:
const LONGEST_WAIT = 60_000;

// 1013 means "try again later", so the first wait is not a short one.
const LATER_WAIT = 15_000;

// A connection that lived this long was a good one: the next failure starts from the first wait again.
export const STABLE_AFTER = 10_000;

// The server said that what this client does is wrong or unwanted; the next attempt would end the same way.
const FINAL = new Set([1002, 1003, 1007, 1008, 1009, 1010, 1015]);

// Answers "at-once", "back-off", "later", or why not: "normal", "refused", "never-opened", "application".
export function planAfterClose(code, everOpened) {
  if (code === 1000) {
    return "normal";
  }
  if (!everOpened) {
    return "never-opened";
  }
  if (FINAL.has(code)) {
    return "refused";
  }
  if (code >= 3000) {
    return "application";
  }
  return { 1012: "at-once", 1013: "later" }[code] ?? "back-off";
}

export function reconnectsAfter(plan) {
  return plan === "at-once" || plan === "back-off" || plan === "later";
}

// Milliseconds before attempt number `attempt` (0 is the first). Only a first attempt may be made at once:
// a server that says 1012 again and again must not be stormed.
export function waitBefore(plan, attempt, random, maximum = LONGEST_WAIT) {
  if (plan === "at-once" && attempt === 0) {
    return 0;
  }
  if (attempt === 0) {
    return plan === "later" ? spread(LATER_WAIT, random, maximum) : random() * Math.min(FIRST_WAIT, maximum);
  }
  return spread(FIRST_WAIT * 2 ** Math.min(attempt, 10), random, maximum);
}

// Half of the wait is fixed, so waits grow; half is chance, so clients do not come back together.
function spread(wait, random, maximum) {
  const ceiling = Math.min(wait, LONGEST_WAIT, maximum);
  return ceiling / 2 + (random() * ceiling) / 2;
}
