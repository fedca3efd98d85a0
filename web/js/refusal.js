// Why a WebSocket did not open. Browsers hide it from scripts, so the page asks its server by HTTP at the same path;
// the header says for which page, as browsers leave Origin out of such a request.

const HTTP_SCHEME = { "ws:": "http:", "wss:": "https:" };

// Why 3 s? A server that is there answers this from memory.
const PATIENCE = 3000;

// A proxy's answer may be a page; the server's own is one sentence or two.
const LONGEST_WORDS = 400;

// 426: nothing is wrong with the handshake as the server sees it.
const UPGRADE_REQUIRED = 426;

// Answers {why: "elsewhere" | "unreachable" | "willing"} or {why: "refused", status: "404 Not Found", words}.
export async function askWhy(socketUrl, page, ask = fetch) {
  const url = new URL(socketUrl);
  url.protocol = HTTP_SCHEME[url.protocol];
  const { origin } = new URL(page);
  // Another server's answer could not be read from here.
  if (url.origin !== origin) {
    return { why: "elsewhere" };
  }
  try {
    const response = await ask(url.href, {
      headers: { "Weft-Page-Origin": origin },
      cache: "no-store",
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.status < 400 || response.status === UPGRADE_REQUIRED) {
      return { why: "willing" };
    }
    const status = `${response.status} ${response.statusText}`.trim();
    return { why: "refused", status, words: await wordsOf(response) };
  } catch {
    return { why: "unreachable" };
  }
}

// The server's own answers are plain text: the status, and then why.
async function wordsOf(response) {
  if (!/^text\/plain\b/i.test(response.headers.get("Content-Type") ?? "")) {
    return "";
  }
  const lines = (await response.text()).split(/\r?\n/).map((line) => line.trim());
  const said = lines[0].startsWith(String(response.status)) ? lines.slice(1) : lines;
  return said
    .filter((line) => line !== "")
    .join(" ")
    .slice(0, LONGEST_WORDS)
    .replace(/\.$/, "");
}
