// The reference's requests, run from the page.

import { copyButton } from "./dom.js";

const MOST_SHOWN = 20000;

for (const sample of document.querySelectorAll(".sample")) {
  const output = sample.querySelector(".output");
  const command = sample.querySelector("code").textContent;
  sample.querySelector(".copy").replaceWith(copyButton(() => command));
  sample.querySelector(".run").addEventListener("click", async () => {
    output.hidden = false;
    output.textContent = "…";
    output.textContent = await run(sample);
  });
}

// An address that names a folded part opens it.
function unfold() {
  const named = document.getElementById(location.hash.slice(1));
  if (named?.tagName === "DETAILS") named.open = true;
}
addEventListener("hashchange", unfold);
unfold();

async function run(sample) {
  const { method, path, type } = sample.dataset;
  const body = sample.querySelector(".body")?.textContent;
  try {
    const key = document.getElementById("key")?.value.trim();
    const headers = { ...(type ? { "Content-Type": type } : {}), ...(key ? { Authorization: `Bearer ${key}` } : {}) };
    const response = await fetch(path, { method, headers, body });
    return `${response.status} ${response.headers.get("Content-Type")}\n\n${shown(await response.text(), response.headers.get("Content-Type"))}`;
  } catch {
    return "The service did not answer.";
  }
}

function shown(text, type) {
  const cut = (long) => (long.length > MOST_SHOWN ? `${long.slice(0, MOST_SHOWN)}\n…` : long);
  if (!/^application\/([a-z.]+\+)?json/.test(type ?? "")) return cut(text);
  try {
    return cut(JSON.stringify(JSON.parse(text), null, 2));
  } catch {
    return cut(text);
  }
}
