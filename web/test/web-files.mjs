// Where the tests find the browser client, and its files as text.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const WEB = fileURLToPath(new URL("../", import.meta.url));

export function webFiles(folder, ending) {
  const names = readdirSync(join(WEB, folder)).filter((name) => name.endsWith(ending));
  return names.map((name) => ({ name, text: readFileSync(join(WEB, folder, name), "utf8") }));
}

export const indexHtml = () => readFileSync(join(WEB, "index.html"), "utf8");
