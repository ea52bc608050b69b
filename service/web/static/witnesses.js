// What the page says of a field: which of its witnesses explain the answer, and all of them as a list with what stands around them.

import { element } from "./dom.js";
import { nameOf, ordered, words } from "./names.js";

const AROUND = 90;
const MOST_OF_ONE = 400;
const CONTEXTS_OF_ONE = 3;

/** The witness that explains the value: what says it letter for letter, or else what reads the most like it. */
export function explaining(entries, value) {
  const said = words(value);
  const scores = entries.map((entry) => (words(entry.raw) === said ? Infinity : common(inFull(words(entry.reading)), said)));
  return entries[scores.indexOf(Math.max(...scores))];
}

/** A reading as the article writes it: "2022-02-25T14:40-05:00 Fri" becomes "2022-02-25T14:40:00-05:00". */
function inFull(reading) {
  return reading.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?!:)/, "$1:00").replace(/ [A-Z][a-z]{2}$/, "");
}

/** How many letters two strings have in common from their beginning. */
function common(one, other) {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

/** The witnesses of a withheld value, one for each thing that is said. */
export function different(entries) {
  return [...new Map(entries.map((entry) => [words(entry.raw), entry]).reverse()).values()].reverse();
}

// ------------------------------------------------------------------ the list

/** Every witness with its surroundings, field by field in the order of the table, and of a field in the page's order. */
export function witnessList(source, evidence) {
  const fields = ordered([...new Set(evidence.map((entry) => entry.field))]);
  return fields.map((field) => element(
    "section", { "aria-label": nameOf(field) }, element("h3", {}, nameOf(field)), listed(source, evidence.filter((entry) => entry.field === field))));
}

/** What was read, but is written otherwise in the page or stands elsewhere, such as in its address. */
export function unwritten(evidence) {
  const left = evidence.filter((entry) => !entry.spans.length);
  return left.length ? [element("h3", {}, "Read, but not written so in the page"), listed("", left, true)] : [];
}

function listed(source, entries, withName = false) {
  return element("ol", {}, placed(source, entries).map((item) => witness(source, item, withName)));
}

/** The evidence by place: what several readings found in one stretch is one item. */
function placed(source, evidence) {
  const items = new Map();
  for (const entry of evidence) {
    const spans = entry.spans.slice(0, CONTEXTS_OF_ONE);
    for (const span of spans.length ? spans : [null]) {
      const key = span ? span.join("-") : `${entry.field} ${words(entry.raw)}`;
      if (!items.has(key)) items.set(key, { span, entries: [] });
      items.get(key).entries.push(entry);
    }
  }
  const at = (item) => (item.span ? item.span[0] : source.length);
  return [...items.values()].map((item) => ({ ...item, kind: strongest(item.entries) })).sort((a, b) => at(a) - at(b));
}

/** What a witness says; a profile's is a count of the site's other pages: "from 58 of 60 pages of this site". */
function saidBy(entry) {
  return entry.source.startsWith("profile:") ? `from ${words(entry.raw)} of this site` : words(entry.raw);
}

/** The kind that a stretch is marked as: what a repair cites before what agrees, and that before what was not used. */
export function strongest(entries) {
  return ["cited", "agrees", "against"].find((kind) => entries.some((entry) => entry.kind === kind));
}

function witness(source, { span, entries, kind }, withName) {
  const unique = (list) => [...new Set(list)].join(", ");
  return element(
    "li", { class: kind, tabindex: "-1", "data-pointers": entries.map((entry) => entry.pointer).join(" ") },
    withName ? [element("b", {}, unique(entries.map((entry) => nameOf(entry.field)))), " "] : null,
    element("span", { class: "soft" }, unique(entries.map((entry) => `${entry.source}, ${entry.locator}`)), kind === "against" && entries[0].why ? `; ${entries[0].why}` : ""),
    element("code", {}, span ? inContext(source, span, kind) : element("mark", { class: kind }, cut(saidBy(entries[0])))),
  );
}

function inContext(source, [start, end], kind) {
  const before = source.slice(Math.max(0, start - AROUND), start);
  const after = source.slice(end, end + AROUND);
  return [
    start > AROUND ? "…" : "", oneLine(before), element("mark", { class: kind }, cut(oneLine(source.slice(start, end)))), oneLine(after),
    end + AROUND < source.length ? "…" : "",
  ];
}

const oneLine = (text) => text.replace(/\s+/g, " ");
const cut = (text) => (text.length > MOST_OF_ONE ? `${text.slice(0, MOST_OF_ONE)}…` : text);
