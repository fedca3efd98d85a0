// Checks with TAP-like lines: `ok - name` or `not ok - name: why`. The exit code says whether all passed.

// Every wait of every check, in milliseconds; slow machines raise it.
export const PATIENCE = Number(process.env.PATIENCE ?? 15_000);

// Why 10? Short beside anything waited for, long enough not to keep the peer busy with being asked.
const ASK_AGAIN = 10;

// Why 400? An answer can be a whole log; its beginning says which one it was.
const LONGEST_ANSWER = 400;

let failures = 0;

export async function check(name, body) {
  try {
    await within(PATIENCE * 3, body());
    console.log(`ok - ${name}`);
  } catch (error) {
    failures++;
    console.log(`not ok - ${name}: ${String(error?.message ?? error).replace(/\s+/g, " ")}`);
  }
}

export function finish() {
  process.exitCode = failures === 0 ? 0 : 1;
}

// Asks until the answer satisfies, and reports the last answer when it never does.
export async function eventually(what, ask, satisfies = Boolean) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`${what}: still ${JSON.stringify(answer)?.slice(0, LONGEST_ANSWER)} after ${PATIENCE} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN));
  }
}

export async function within(limit, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${limit} ms`)), limit);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
