// From what was pasted to the request that is sent, and to the same request for a shell.

const CONTENTS = ["html", "htmlBase64", "text", "metadata"];
const IN_SHELL_UP_TO = 6000;
// A terminal takes these as keys: a carriage return among them ends a line, and with it perhaps the page.
const KEYS = /[\0-\x08\x0b-\x1f\x7f]/;
const FILES = { "text/html": "page.html", "text/plain": "page.txt", "application/json": "page.json" };

/** What the text looks like: "text/html", "text/plain", "application/json" (a page), "metadata" (a record of a scraper), "pages" (many of
 * these), or "address". */
export function kindOf(text) {
  const start = text.trimStart();
  if (/^https?:\/\/\S+$/i.test(text.trim())) return "address";
  if (severalOf(text).length > 1) return "pages";
  if (start.startsWith("{")) {
    const record = parsed(text);
    if (record) return CONTENTS.some((name) => name in record) ? "application/json" : "metadata";
    return /^\{\s*["}]/.test(start) ? "application/json" : "text/plain";
  }
  return /<(?:!doctype\s+html|html|head|body|article|meta|script|p|div|h1)[\s>]/i.test(text) ? "text/html" : "text/plain";
}

/** The records of NDJSON, or of a JSON array, as texts; none where the text is neither. */
export function severalOf(text) {
  const start = text.trimStart();
  if (start.startsWith("[")) return arrayOf(start);
  if (!start.startsWith("{")) return [];
  const lines = text.split("\n").filter((line) => line.trim());
  return lines.length > 1 && parsed(lines[0]) && parsed(lines[1]) ? lines : [];
}

function arrayOf(text) {
  try {
    const records = JSON.parse(text);
    const isOfRecords = records.every((record) => record && typeof record === "object");
    return isOfRecords ? records.map((record) => JSON.stringify(record)) : [];
  } catch {
    return [];
  }
}

function parsed(text) {
  try {
    const value = JSON.parse(text);
    return value && typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** The request: address, media type and body. `known` is what the reader knows of the page; `bytes` an untouched file. */
export function requestFor(text, kind, known, bytes = null) {
  const query = new URLSearchParams({ explain: "full" });
  const { minConfidence, ...members } = known;
  if (minConfidence) query.set("minConfidence", minConfidence);
  if (kind === "text/html" || kind === "text/plain") {
    for (const [name, value] of Object.entries(members)) query.set(name, value);
    // A shell's here-document ends in a line end: so does what is sent, and the two requests are one.
    return { query, type: kind, body: bytes ?? ended(text), fromFile: bytes !== null };
  }
  const record = parsed(text);
  // What is no JSON is sent as it is: the service says what is wrong with it.
  if (!record) return { query, type: "application/json", body: ended(text), fromFile: false };
  if (kind !== "metadata" && Object.keys(members).length === 0) return { query, type: "application/json", body: ended(text), fromFile: false };
  const page = kind === "metadata" ? { metadata: record, ...members } : { ...record, ...members };
  return { query, type: "application/json", body: JSON.stringify(page, null, 2) + "\n", fromFile: false };
}

function ended(text) {
  return text.endsWith("\n") ? text : text + "\n";
}

/** The address of the request below the service's own. */
export function pathOf(request) {
  return "/v1/normalize?" + request.query.toString();
}

/** The same request as a command. A long page, or what a shell would spoil, comes from a file; a key is not shown. */
export function curl(request, origin, fileName, keyed = false) {
  const key = keyed ? ' -H "Authorization: Bearer $DATELINE_KEY"' : "";
  const command = `curl -s ${quoted(origin + pathOf(request))}${key} -H ${quoted("Content-Type: " + request.type)}`;
  if (request.fromFile || request.body.length > IN_SHELL_UP_TO || KEYS.test(request.body)) {
    return `${command} --data-binary ${quoted("@" + (fileName || FILES[request.type]))}`;
  }
  const mark = heredocMark(request.body);
  return `${command} --data-binary @- <<'${mark}'\n${request.body}${mark}`;
}

/** A word for a shell; a quote in it is closed, escaped and opened again. */
function quoted(word) {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** A mark for the end of a here-document that is no line of the body. */
function heredocMark(body) {
  const lines = new Set(body.split("\n"));
  let mark = "PAGE";
  while (lines.has(mark)) mark += "_";
  return mark;
}

/** The command that fetches an address and has the page read, which is what this service leaves to others. */
export function curlOfAddress(address, origin) {
  const asked = new URLSearchParams({ url: address });
  return `curl -sL ${quoted(address)} | curl -s ${quoted(`${origin}/v1/normalize?${asked}`)} -H 'Content-Type: text/html' --data-binary @-`;
}

/** The command for many pages, one a line. */
export function curlOfPages(origin) {
  return `curl -s ${quoted(`${origin}/v1/normalize/batch`)} -H 'Content-Type: application/x-ndjson' --data-binary @pages.ndjson`;
}
