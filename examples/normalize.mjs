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
    const answer = await response.json();
    if (!response.ok) throw new Error(`${answer.title}: ${answer.detail}`);
    return answer;
  }
}

for (const name of process.argv.slice(2)) {
  // The bytes as they are, not a string: the charset is for the service to find out.
  const { status, article } = await normalize(await readFile(name));
  console.log([status, article.datePublished ?? "-", article.headline ?? "-"].join("\t"));
}
