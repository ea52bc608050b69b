// Pages from Node: `node normalize.mjs page.html …` prints status, date and headline.

import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

const URL = process.env.DATELINE_URL ?? "http://localhost:8000";
const TRIES = 6;

/** The answer for one page; a service that is over its capacity is asked again when it says. */
export async function normalize(html) {
  const headers = { "Content-Type": "text/html" };
  if (process.env.DATELINE_KEY) headers.Authorization = `Bearer ${process.env.DATELINE_KEY}`;
  for (let left = TRIES - 1; ; left--) {
    const response = await fetch(`${URL}/v1/normalize`, { method: "POST", headers, body: html });
    if (response.status === 503 && left > 0) {
      await sleep(1000 * Number(response.headers.get("Retry-After") ?? 1));
      continue;
    }
    const answer = await response.json().catch(() => ({ title: response.status, detail: "another server's answer" }));
    if (!response.ok || !answer.article) throw new Error(`${answer.title}: ${answer.detail}`);
    return answer;
  }
}

/** What went wrong, in one line: a file, the service, or what it refuses. */
function told(error) {
  if (error.path) return `${error.path}: ${error.code === "ENOENT" ? "no such file" : error.code}`;
  // Node says "fetch failed", and why in the cause.
  if (error.cause) return `no service answers at ${URL} (${error.cause.code ?? error.cause.message}): \`make serve\` starts one`;
  return `${URL}: ${error.message}`;
}

const names = process.argv.slice(2);
if (names.length === 0) {
  console.error("usage: node normalize.mjs page.html …");
  process.exitCode = 1;
}
try {
  for (const name of names) {
    // The bytes as they are, not a string: the charset is for the service to find out.
    const { status, article } = await normalize(await readFile(name));
    console.log([status, article.datePublished ?? "-", article.headline ?? "-"].join("\t"));
  }
} catch (error) {
  console.error(told(error));
  process.exitCode = 1;
}
