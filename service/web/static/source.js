// Where the evidence stands in what was pasted. Locators name a place of the document, not of the text, so the raw string is looked for.

import { element } from "./dom.js";

const WHOLE_UP_TO = 200000;
const AROUND = 300;

/** The evidence of all fields in one list: field, index, what is said of it, and whether a repair cites it. */
export function evidenceOf(answer) {
  const cited = new Set((answer.repairs ?? []).flatMap((repair) => repair.evidence ?? []));
  return Object.entries(answer.fields ?? {}).flatMap(([field, report]) =>
    (report.evidence ?? []).map((entry, index) => {
      const pointer = `/fields/${field.replaceAll("~", "~0").replaceAll("/", "~1")}/evidence/${index}`;
      const kind = cited.has(pointer) ? "cited" : entry.agrees === true ? "agrees" : "against";
      return { ...entry, field, pointer, kind };
    }),
  );
}

/** The evidence with `spans`, the stretches of the source that it stands in; none where it is not found letter for letter. */
export function located(source, evidence) {
  const lines = lineStarts(source);
  const seen = new Map();
  return evidence.map((entry) => {
    const strings = stringsOf(entry.raw);
    const spans = strings.map((raw) => find(source, raw, entry, lines, seen)).filter(Boolean);
    return { ...entry, spans };
  });
}

function stringsOf(raw) {
  if (typeof raw === "string") return raw.trim() ? [raw] : [];
  if (typeof raw === "number") return [String(raw)];
  if (raw && typeof raw === "object") return Object.entries(raw).filter(([key]) => key !== "@type").flatMap(([, value]) => stringsOf(value)).slice(0, 50);
  return [];
}

function lineStarts(source) {
  const starts = [0];
  for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The stretch of the string. A line is taken at its word; of several occurrences the one behind the name of the place, or the next. */
function find(source, raw, entry, lines, seen) {
  const line = /^line (\d+)$/.exec(entry.locator ?? "");
  if (line && lines[line[1] - 1] !== undefined) {
    const start = lines[line[1] - 1];
    const end = lines[line[1]] ?? source.length;
    const inLine = occurrences(source.slice(start, end), raw)[0];
    if (inLine) return [start + inLine[0], start + inLine[1]];
  }
  if (!seen.has(raw)) seen.set(raw, { found: occurrences(source, raw), places: [] });
  const state = seen.get(raw);
  const named = state.found.find(([start]) => names(entry).some((name) => behind(source, start).includes(name)));
  if (named) return named;
  if (!state.places.includes(entry.locator)) state.places.push(entry.locator);
  const turn = state.places.indexOf(entry.locator);
  return state.found[Math.min(turn, state.found.length - 1)];
}

/** What a place is called in a page: "article:published_time" of a meta tag, "author" of JSON-LD or of a scraper's record. */
function names(entry) {
  const inSource = /^(?:meta|ld\+json|microdata|rdfa|script|supplied):(.+)$/.exec(entry.source ?? "")?.[1].split("/").at(-1);
  const inLocator = /^(?:metadata|ld\+json\[).*\/([^/]+)$/.exec(entry.locator ?? "")?.[1];
  return [inLocator, inSource].filter(Boolean).map((name) => name.toLowerCase());
}

/** What stands before a place on its line: `"section": "`, `<meta name="date" content="`. */
function behind(source, start) {
  const before = source.slice(Math.max(0, start - 200), start);
  return before.slice(before.lastIndexOf("\n") + 1).toLowerCase();
}

/** Every stretch in which the string stands: as it is, as HTML or JSON write it, or with other blanks between its words. */
function occurrences(source, raw) {
  for (const written of new Set([raw, raw.trim(), inHtml(raw), JSON.stringify(raw).slice(1, -1)])) {
    const found = allOf(source, new RegExp(bounded(escaped(written)), "gu"));
    if (found.length) return found;
    if (written.length >= 6 && source.includes(written)) return allOf(source, new RegExp(escaped(written), "gu"));
  }
  const words = raw.split(/\s+/).filter(Boolean).slice(0, 400);
  if (words.length < 2) return [];
  return allOf(source, new RegExp(words.map((word) => escaped(inHtml(word))).join("(?:\\s|&nbsp;|&#160;|\\\\[nrt])+"), "gu"));
}

function allOf(source, pattern) {
  return [...source.matchAll(pattern)].slice(0, 50).map((match) => [match.index, match.index + match[0].length]);
}

function inHtml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

function escaped(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
}

/** "en" must not be found in "pen". */
function bounded(pattern) {
  return `(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`;
}

/** The source as text and marks. A stretch that several pieces of evidence share is one mark that names them all. */
export function marked(source, evidence) {
  const edges = new Set([0, source.length]);
  for (const entry of evidence) for (const [start, end] of entry.spans) edges.add(start).add(end);
  const points = [...edges].sort((a, b) => a - b);
  const pieces = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const [start, end] = [points[i], points[i + 1]];
    const here = evidence.filter((entry) => entry.spans.some((span) => span[0] <= start && end <= span[1]));
    pieces.push(here.length ? mark(source.slice(start, end), here) : plain(source, start, end));
  }
  return pieces;
}

/** Text without evidence; of a very long page only what stands around the marks. */
function plain(source, start, end) {
  if (source.length <= WHOLE_UP_TO || end - start <= 2 * AROUND) return source.slice(start, end);
  return source.slice(start, start + AROUND) + "\n […]\n" + source.slice(end - AROUND, end);
}

function mark(text, here) {
  const kinds = ["cited", "agrees", "against"];
  const kind = kinds[Math.min(...here.map((entry) => kinds.indexOf(entry.kind)))];
  const fields = [...new Set(here.map((entry) => entry.field))].join(", ");
  return element(
    "mark",
    { class: kind, tabindex: "-1", "data-pointers": here.map((entry) => entry.pointer).join(" "), title: `${fields}: ${here.map((entry) => entry.source).join(", ")}` },
    text,
  );
}
