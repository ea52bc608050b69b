// Where the evidence stands in what was pasted. Locators name a place of the document, not of the text, so the raw string is looked for.

import { element } from "./dom.js";
import { strongest } from "./witnesses.js";

/** How far before a string the tag or the key that it belongs to is looked for. */
const TAG_WITHIN = 20000;
const KEY_WITHIN = 400;

/** The evidence of all fields in one list, with its pointer and its kind: cited by a repair, in agreement with what is given, or against it. */
export function evidenceOf(answer) {
  const cited = new Set((answer.repairs ?? []).flatMap((repair) => repair.evidence ?? []));
  return Object.entries(answer.fields ?? {}).flatMap(([field, report]) =>
    (report.evidence ?? []).map((entry, index) => {
      const pointer = `/fields/${field.replaceAll("~", "~0").replaceAll("/", "~1")}/evidence/${index}`;
      // What agrees with a value that is withheld was not used either.
      const given = report.status !== "ambiguous" && report.status !== "absent";
      const kind = cited.has(pointer) ? "cited" : given && entry.agrees === true ? "agrees" : "against";
      return { ...entry, field, pointer, kind };
    }),
  );
}

/** The evidence with `spans`, the stretches of the source that it stands in; none where it is not found letter for letter. */
export function located(source, evidence) {
  const lines = lineStarts(source);
  const seen = new Map();
  // What a profile counted stands in no page, though by chance its words may.
  const found = evidence.map((entry) => (entry.source.startsWith("profile:") ? [] : stringsOf(entry.raw)).map((raw) => stretches(source, raw, entry, lines, seen)));
  const anchors = evidence.flatMap((entry, at) => found[at].filter((each) => each.length === 1).map(([[start]]) => [numberOf(entry), start]));
  const turns = new Map();
  return evidence.map((entry, at) => ({ ...entry, spans: found[at].map((each) => chosen(source, between(each, numberOf(entry), anchors), entry, turns)).filter(Boolean) }));
}

/** The number of an element in the page's order: 312 of "h1[312]". */
function numberOf(entry) {
  return Number(/^[a-z][a-z0-9]*\[(\d+)\]$/.exec(entry.locator ?? "")?.[1] ?? NaN);
}

/** The stretches that lie as the elements do: behind what stands in earlier ones and before what stands in later ones. */
function between(found, number, anchors) {
  if (found.length < 2 || Number.isNaN(number)) return found;
  const after = Math.max(...anchors.map(([other, start]) => (other <= number ? start : -1)), -1);
  const before = Math.min(...anchors.map(([other, start]) => (other > number ? start : Infinity)), Infinity);
  const fitting = found.filter(([start]) => start >= after && start < before);
  return fitting.length ? fitting : found;
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

/** Where the string can stand: on the line or in the tag that the locator names; what is found elsewhere was not read there. */
function stretches(source, raw, entry, lines, seen) {
  // A date that stands in parts has the places of all: "meta[3], meta[4]".
  const locator = (entry.locator ?? "").split(", ", 1)[0];
  const line = /^line (\d+)$/.exec(locator);
  if (line && lines[line[1] - 1] !== undefined) return onLine(source, raw, lines[line[1] - 1], lines[line[1]] ?? source.length);
  // The language of a text stands in no one place of it.
  if (locator === "body") return [];
  const tag = locator === "url" || KEYED.test(locator) ? null : /^([a-z][a-z0-9]*)(?:\[\d+\]|\/[\w-]+|)$/.exec(locator)?.[1];
  if (!seen.has(raw)) seen.set(raw, occurrences(source, raw));
  return tag ? seen.get(raw).filter(([start]) => within(source, start, tag)) : seen.get(raw);
}

const KEYED = /^(?:metadata\/|ld\+json\[)/;

function onLine(source, raw, start, end) {
  return occurrences(source.slice(start, end), raw).slice(0, 1).map(([from, to]) => [start + from, start + to]);
}

/** Of several stretches the one nearest behind the name of the place, or else the next for each place. */
function chosen(source, found, entry, turns) {
  const named = names(entry);
  const distances = found.map(([start, end]) => distance(source, start, end, named));
  const least = Math.min(...distances);
  if (least < Infinity) return found[distances.indexOf(least)];
  if (entry.locator === "url") return undefined;
  const key = found.join(" ");
  const places = turns.get(key) ?? [];
  if (!places.includes(entry.locator)) turns.set(key, [...places, entry.locator]);
  return found[Math.min(turns.get(key).indexOf(entry.locator), found.length - 1)];
}

/** Whether a place is in the tag itself, or in what it encloses. */
function within(source, start, tag) {
  const before = source.slice(Math.max(0, start - TAG_WITHIN), start).toLowerCase();
  if (["html", "link", "meta"].includes(tag)) return before.slice(before.lastIndexOf("<")).startsWith(`<${tag}`);
  let closed = 0;
  for (const [, end] of [...before.matchAll(new RegExp(`<(/?)${tag}(?=[\\s>])`, "g"))].reverse()) {
    if (end) closed++;
    else if (closed-- === 0) return true;
  }
  return false;
}

/** What a place is called in a page: "article:published_time" of a meta tag, "author" of JSON-LD or of a scraper's record. */
function names(entry) {
  const inSource = /^(?:meta|ld\+json|microdata|rdfa|script|supplied):(.+)$/.exec(entry.source ?? "")?.[1].split("/").at(-1);
  const inLocator = /^(?:metadata|ld\+json\[).*\/([^/]+)$/.exec(entry.locator ?? "")?.[1];
  return [inLocator, inSource, entry.locator === "url" ? "url" : null].filter(Boolean).map((name) => new RegExp(`["'=]${escaped(name)}(?=["'\\\\\\s/>])`, "i"));
}

/** How far behind its name a string stands; in a meta tag the name can also follow. */
function distance(source, start, end, named) {
  const before = source.slice(Math.max(0, start - KEY_WITHIN), start);
  const inMeta = /<meta[^<]*$/i.test(before);
  if (inMeta && named.some((name) => name.test(source.slice(end, end + KEY_WITHIN).split(">", 1)[0]))) return 0;
  const places = named.map((name) => before.split(name).at(-1).length).filter((length) => length < before.length);
  return places.length ? Math.min(...places) : Infinity;
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
    const text = source.slice(start, end);
    pieces.push(here.length ? mark(text, here) : text);
  }
  return pieces;
}

function mark(text, here) {
  const fields = [...new Set(here.map((entry) => entry.field))].join(", ");
  return element(
    "mark",
    { class: strongest(here), tabindex: "-1", "data-pointers": here.map((entry) => entry.pointer).join(" "), title: `${fields}: ${here.map((entry) => entry.source).join(", ")}` },
    text,
  );
}
