// An answer of the service as something to read: what stands now, what stood before, why, and how sure that is.

import { copyButton, element } from "./dom.js";
import { DATES, nameOf, ordered, words } from "./names.js";
import { different, explaining } from "./witnesses.js";

const STATUS = {
  stated: "as found", normalized: "only the form changed", repaired: "repaired", conflict: "witnesses disagree", ambiguous: "withheld",
  absent: "nothing was read",
};

/** The fields of which a reader wants to know that nothing was read. */
const CORE = ["headline", "description", "author", "datePublished", "dateModified", "publisher", "keywords", "articleSection", "inLanguage", "url", "image"];
const isAbsent = (answer, field) => (answer.fields[field]?.status ?? "absent") === "absent";
// The kind of article is never left out: where the exact one is in doubt the answer has the general one.
const isWithheld = (answer, field) => answer.fields[field].status === "ambiguous" && answer.article[field] === undefined;

/** One sentence about the whole answer, of which the status decides the colour; it asks for no less than the findings do. */
export function verdict(answer) {
  const repaired = new Set(answer.repairs.map((repair) => repair.path)).size;
  const put = repaired ? `${counted(repaired, "value was", "values were")} put right` : "";
  if (answer.status === "unresolved") return ["unresolved", "Unresolved", unresolved(answer, put)];
  const warnings = answer.findings.filter((finding) => finding.severity !== "info").length;
  const advice = warnings ? `${counted(warnings, "warning stands", "warnings stand")} below: read ${warnings === 1 ? "it" : "them"} first.` : "Store it.";
  return [warnings ? "doubtful" : answer.status, sentence(answer.status), `${put || "Nothing had to be put right"}. ${advice}`];
}

function unresolved(answer, put) {
  // A bot wall or a picture: what to do with it is no question of this or that value.
  const error = answer.findings.find((finding) => finding.severity === "error");
  if (error) return error.message;
  const questions = ordered(Object.keys(answer.fields)).map((field) => answer.fields[field].question).filter(Boolean);
  return [put && `${put}.`, ...questions].filter(Boolean).join(" ");
}

const NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
const counted = (number, one, many) => `${NUMBERS[number] ?? number} ${number === 1 ? one : many}`;
const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();

/** Everything below the verdict. `evidence` has its place in the source; `show` leads there; `thresholds` draw the line. */
export function report(answer, { evidence, show, thresholds }) {
  return [
    articleTable(answer, evidence, show, thresholds),
    section("What was put right", repairCards(answer, evidence, show, thresholds)),
    section("What is withheld", withheldCards(answer, evidence, show, thresholds)),
    section("What else was noticed", findings(answer)),
  ];
}

function section(title, children) {
  if (!children.length) return null;
  const id = title.toLowerCase().replaceAll(" ", "-");
  return element("section", { "aria-labelledby": id, class: "part" }, element("h3", { id }, title), children);
}

// ------------------------------------------------------------------ the table

function articleTable(answer, evidence, show, thresholds) {
  const shown = ordered(Object.keys(answer.fields).filter((field) => !isAbsent(answer, field)));
  const absent = CORE.filter((field) => isAbsent(answer, field));
  const rows = shown.map((field) => row(field, answer.fields[field], answer, evidence.filter((entry) => entry.field === field), show, thresholds));
  return element(
    "div",
    { class: "part" },
    rows.length === 0 ? element("p", { class: "note" }, "Nothing of an article was read from this.") : element(
      "table", { class: "article" },
      element("caption", { class: "offscreen" }, "The article, before and after"),
      element("thead", {}, element("tr", {}, ["Field", "On the page", "In the answer", "Confidence"].map((word) => element("th", { scope: "col" }, word)))),
      element("tbody", {}, rows),
    ),
    rows.length ? element("p", { class: "soft" }, `Confidence is the probability that the value is right, rounded down and never 100 %. A date is given from ${Math.round(thresholds.dates * 100)} % on, anything else from ${Math.round(thresholds.others * 100)} %.`) : null,
    absent.length ? element("p", { class: "soft" }, "Not on the page: ", absent.map((field) => nameOf(field).toLowerCase()).join(", "), ".") : null,
  );
}

function row(field, report, answer, entries, show, thresholds) {
  const now = answer.article[field];
  const [onThePage, witnesses] = pageCell(field, report, answer, entries);
  return element(
    "tr", { class: report.status },
    element("th", { scope: "row" }, nameOf(field), element("span", { class: `chip ${report.status}` }, report.status === "ambiguous" && now !== undefined ? "in general" : STATUS[report.status])),
    element("td", { "data-label": "On the page" }, onThePage, witnesses.length ? showButton(witnesses, show, `Show where ${nameOf(field).toLowerCase()} stands in the page`) : null),
    element("td", { "data-label": "In the answer" }, now === undefined ? withheldInBrief(report) : [value(field, now), spoken(field, report, now)]),
    element("td", { "data-label": "Confidence" }, report.confidence > 0 ? [confidence(report.confidence, lineOf(field, thresholds)), weighed(report)] : ""),
  );
}

/** What spoke for and against the candidates of a field, the chosen one first, to be opened by those who ask. */
function weighed(report) {
  const told = (report.candidates ?? []).filter((candidate) => candidate.contributions);
  if (!told.length) return null;
  return element("details", { class: "soft" }, element("summary", {}, "Why"), element(
    "ul", { class: "readings" }, told.map((candidate) => element("li", {}, element("q", {}, words(candidate.value)), reasons(candidate)))));
}

/** What spoke for a candidate and against it, as "stated by html:h1 +1.5"; weights are natural log-odds. */
function reasons(candidate) {
  if (!candidate.contributions) return null;
  const said = candidate.contributions.map(({ what, weight }) => `${what} ${weight < 0 ? "−" : "+"}${Math.abs(weight).toFixed(1)}`);
  return element("span", { class: "soft" }, ` ${said.join(", ")}`);
}

/** What stands on the page for a field, and the witnesses for it, the one that explains the answer first. */
function pageCell(field, report, answer, entries) {
  const now = answer.article[field];
  const repairs = answer.repairs.filter((repair) => fieldOf(repair.path) === field);
  if (report.status === "ambiguous") {
    const said = different(entries).slice(0, 3);
    return [said.map((entry) => element("div", {}, value(field, entry.raw))), said];
  }
  const agreeing = entries.filter((entry) => entry.agrees);
  if (repairs.length) return repairedCell(field, repairs, answer, agreeing);
  const witness = explaining(agreeing, now);
  const same = !witness || words(witness.raw) === words(now);
  return [same ? element("span", { class: "soft" }, "the same") : value(field, witness.raw), witness ? [witness] : []];
}

/** What was broken, and below it the other witness that told what it meant. */
function repairedCell(field, repairs, answer, agreeing) {
  const now = answer.article[field];
  const before = stoodBefore(repairs[0], answer);
  const pointers = repairs.flatMap((repair) => repair.evidence ?? []);
  const cited = agreeing.filter((entry) => pointers.includes(entry.pointer));
  const witness = explaining(cited.length ? cited : agreeing, now);
  const other = DATES.includes(field) && witness && words(witness.raw) !== words(before);
  return [
    [value(field, before, repairs.flatMap((repair) => repair.removed ?? [])), other ? element("span", { class: "spoken" }, "explained by ", element("q", {}, words(witness.raw))) : null],
    witness ? [witness, ...cited.filter((entry) => entry !== witness)] : cited,
  ];
}

function showButton(entries, show, label) {
  return element("button", { type: "button", class: "show", onclick: () => show(entries.map((entry) => entry.pointer)), "aria-label": label }, "Show");
}

/** What a repair found. Where it was only wrapped (the printed form of a list), what stands on the page tells more. */
function stoodBefore(repair, answer) {
  if (words(repair.before) !== words(repair.after)) return repair.before;
  const [, , field, , index] = repair.evidence?.[0]?.split("/") ?? [];
  return answer.fields[field?.replaceAll("~1", "/").replaceAll("~0", "~")]?.evidence?.[index]?.raw ?? repair.before;
}

function withheldInBrief(report) {
  const readings = (report.candidates ?? []).slice(0, 2).map((candidate) => words(candidate.value));
  return element("em", {}, readings.length > 1 ? `withheld: ${readings.join(" or ")}?` : "withheld");
}

/** A value as a reader would write it; of a list each member apart, those struck through that are gone. */
function value(field, shown, removed = []) {
  if (Array.isArray(shown) && ["keywords", "articleSection", "author"].includes(field)) {
    const gone = struck(shown, removed);
    return element("ul", { class: "chips" }, shown.map((item, place) => element("li", {}, gone.has(place) ? element("del", {}, words(item)) : words(item))));
  }
  const text = words(shown);
  const plain = DATES.includes(field) && /^[\dT:+-]{8,25}Z?$/.test(text);
  return element("span", { class: plain ? "raw date" : DATES.includes(field) || field === "url" ? "raw" : "" }, text);
}

/** The places of the members that were removed: of equal ones the later, since the first spelling is kept. */
function struck(shown, removed) {
  const plain = (item) => words(item).replace(/^#/, "");
  const left = removed.map(plain);
  const places = new Set();
  for (let place = shown.length - 1; place >= 0; place--) {
    const found = left.indexOf(plain(shown[place]));
    if (found < 0) continue;
    left.splice(found, 1);
    places.add(place);
  }
  return places;
}

/** A date in the words of a reader, with what is known of its zone; nothing is added that the date does not say. */
function spoken(field, report, date) {
  const parts = DATES.includes(field) && /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):\d\d([+-]\d\d:\d\d)?)?$/.exec(date);
  if (!parts) return null;
  const [, year, month, day, hour, minute, offset] = parts;
  const moment = new Date(Date.UTC(year, month - 1, day));
  const said = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: "UTC" }).format(moment);
  const zone = offset ? `UTC${offset === "+00:00" ? "" : offset.replace("-", "−")}${report.zone?.abbreviation ? ` (${report.zone.abbreviation})` : ""}` : "";
  const clock = hour ? `, ${hour}:${minute} ${zone || "by the local clock; the page states no zone"}` : "; no time is given";
  return element("span", { class: "spoken" }, said + clock);
}

// ------------------------------------------------------------------ confidence

function lineOf(field, thresholds) {
  return DATES.includes(field) ? thresholds.dates : thresholds.others;
}

/** A probability as a bar with the line that it has to reach. It is rounded down, and never 100 %. */
function confidence(probability, line) {
  const percent = (probability * 100).toFixed(2).replace(/\.?0+$/, "");
  const said = `${percent} %`;
  const bar = element("meter", { min: 0, max: 1, low: line, high: line, optimum: 1, value: probability, "aria-label": "Confidence" }, said);
  const title = line === undefined ? null : `Given from ${Math.round(line * 1000) / 10} % on`;
  return element("span", { class: "confidence", title }, element("span", { class: "number" }, said), bar);
}

// ------------------------------------------------------------------ repairs

function fieldOf(path) {
  return path.split("/")[2]?.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** A card for each value that was put right: several rules can have had a hand in one. */
function repairCards(answer, evidence, show, thresholds) {
  const byPath = Map.groupBy ? Map.groupBy(answer.repairs, (repair) => repair.path) : grouped(answer.repairs);
  return [...byPath.values()].map((repairs) => {
    const [first] = repairs;
    const field = fieldOf(first.path);
    const removed = repairs.flatMap((repair) => repair.removed ?? []);
    const pointers = new Set(repairs.flatMap((repair) => repair.evidence ?? []));
    return element(
      "article", { class: "card repair" },
      element("h4", {}, nameOf(field)),
      element("p", { class: "change" },
        element("span", { class: "offscreen" }, "before: "), element("span", { class: "before" }, value(field, stoodBefore(first, answer), removed)),
        element("span", { class: "arrow", "aria-hidden": "true" }, "→"),
        element("span", { class: "offscreen" }, "after: "), element("span", { class: "after" }, value(field, first.after))),
      repairs.map((repair) => element(
        "div", { class: "reason" },
        element("p", {}, repair.explanation),
        proof(repair, answer),
        element("p", { class: "soft" }, "Rule ", element("a", { href: `/rules/${encodeURIComponent(repair.rule)}` }, element("code", {}, repair.rule))),
      )),
      element("p", { class: "row" }, "Confidence ", confidence(first.confidence, lineOf(field, thresholds))),
      evidenceList(evidence.filter((entry) => pointers.has(entry.pointer)), show),
    );
  });
}

function grouped(repairs) {
  const groups = new Map();
  for (const repair of repairs) groups.set(repair.path, [...(groups.get(repair.path) ?? []), repair]);
  return groups;
}

/** The proof, done again before the reader's eyes: what the format renders must be a string that the page has. */
function proof(repair, answer) {
  if (!repair.proof) return null;
  const { format, rendered, ...more } = repair.proof;
  const raws = (answer.fields[fieldOf(repair.path)]?.evidence ?? []).map((entry) => String(entry.raw));
  const holds = raws.some((raw) => raw === rendered || raw.includes(rendered)) || String(repair.before).includes(rendered);
  return element(
    "div", { class: "proof" },
    element("p", {}, element("b", {}, "Proof. "), "Write ", element("code", {}, words(repair.after)), " with the pattern ", element("code", {}, format), " and you get ", element("code", {}, rendered),
      holds ? ": letter for letter what the page has." : "."),
    Object.keys(more).length ? element("p", { class: "soft" }, JSON.stringify(more)) : null,
  );
}

// ------------------------------------------------------------------ evidence

function evidenceList(entries, show) {
  if (!entries.length) return null;
  return element("ul", { class: "evidence" }, entries.map((entry) => element(
    "li", { class: entry.kind },
    element("q", {}, words(entry.raw)),
    element("span", { class: "soft" }, " ", entry.source, ", ", entry.locator, reading(entry), entry.why ? `; ${entry.why}` : ""),
    showButton([entry], show, `Show “${words(entry.raw).slice(0, 80)}” in the page`),
  )));
}

function reading(entry) {
  return entry.reading && entry.reading !== words(entry.raw) ? `, read as ${entry.reading}` : "";
}

// ------------------------------------------------------------------ withheld

function withheldCards(answer, evidence, show, thresholds) {
  const withheld = ordered(Object.keys(answer.fields).filter((field) => isWithheld(answer, field)));
  return withheld.map((field) => {
    const report = answer.fields[field];
    const candidates = (report.candidates ?? []).filter((candidate) => candidate.probability > 0);
    const line = lineOf(field, thresholds);
    const mine = evidence.filter((entry) => entry.field === field);
    return element(
      "article", { class: "card withheld" },
      element("h4", {}, nameOf(field)),
      report.question ? element("p", { class: "question" }, report.question, showButton(mine, show, `Show every place of ${nameOf(field).toLowerCase()} in the page`)) : null,
      element("p", {}, candidates.length > 1
        ? `It can be read as ${candidates.length === 2 ? "two" : candidates.length} values, and nothing on the page decides. None reaches ${Math.round(line * 100)} %, so none is given.`
        : `What was read does not reach ${Math.round(line * 100)} %, so it is not given.`),
      element("ul", { class: "readings" }, candidates.map((candidate) => element(
        "li", {}, element("span", {}, value(field, candidate.value), spoken(field, report, String(candidate.value))), confidence(candidate.probability, line),
        copyButton(() => corrected(answer, field, candidate.value), "Copy the article with this"), reasons(candidate)))),
      report.edtf ? element("p", { class: "soft" }, "As a set of days (EDTF): ", element("code", {}, report.edtf)) : null,
      // Each of them can be read in every way that stands above; one way alone would look like an answer.
      evidenceList(mine.map((entry) => ({ ...entry, reading: null })), show),
    );
  });
}

/** The article as a person corrects it: one of the readings in the place that was left empty. */
function corrected(answer, field, chosen) {
  const kept = Array.isArray(chosen) || !["author", "keywords", "articleSection", "image"].includes(field) ? chosen : [chosen];
  return JSON.stringify({ ...answer.article, [field]: kept }, null, 2);
}

// ------------------------------------------------------------------ findings, problems

function findings(answer) {
  if (!answer.findings.length) return [];
  const weight = (finding) => ["error", "warning", "info"].indexOf(finding.severity);
  const ordered = [...answer.findings].sort((a, b) => weight(a) - weight(b));
  return [element("ul", { class: "findings" }, ordered.map((finding) => element(
    "li", { class: finding.severity },
    element("span", { class: `chip ${finding.severity}` }, finding.severity), " ", finding.message, " ",
    element("a", { href: `/rules/${encodeURIComponent(finding.code)}`, class: "soft" }, element("code", {}, finding.code)),
  )))];
}

/** A problem document in words: what is wrong, where, and where to read more. */
export function problemCard(problem, status) {
  const errors = Array.isArray(problem?.errors) ? problem.errors : [];
  const address = typeof problem?.type === "string" && problem.type.startsWith("/problems/") ? problem.type : null;
  return element(
    "div", { class: "card problem" },
    element("h3", {}, problem?.title ?? `The service answered with status ${status}`),
    element("p", {}, problem?.detail ?? "It gave no reason."),
    errors.length ? element("ul", {}, errors.map((error) => element("li", {}, element("code", {}, error.pointer), " ", error.detail))) : null,
    problem?.supported ? element("p", {}, "Possible are: ", words(problem.supported), ".") : null,
    problem?.instance ? element("p", {}, "To report it, quote ", element("code", {}, problem.instance), ".") : null,
    address ? element("p", {}, element("a", { href: address }, "What this means and what to do")) : null,
  );
}

/** A command that does what this page does not. */
export function commandCard(title, command) {
  const shell = element("pre", { tabindex: "0", "aria-label": title }, command);
  return element("div", { class: "card" }, element("h3", {}, title), shell, copyButton(() => command, "Copy the command"));
}

/** The JSON of an answer, the command for it, and its other shapes. `fetchShape` asks for one. */
export function takeAway(answer, command, fetchShape) {
  const json = element("pre", { tabindex: "0", id: "json", "aria-label": "The answer as JSON" }, JSON.stringify(answer, null, 2));
  const shell = element("pre", { tabindex: "0", id: "curl", "aria-label": "The same request with curl" }, command);
  const other = element("pre", { tabindex: "0", id: "shape", "aria-label": "The answer in another shape", "aria-live": "polite" }, "…");
  const choice = element("select", { id: "shape-choice" }, SHAPES.map(([label], index) => element("option", { value: index }, label)));
  const ask = async () => (other.textContent = await fetchShape(...SHAPES[choice.value].slice(1)));
  choice.addEventListener("change", ask);
  const shapes = element("details", { id: "shapes" }, element("summary", {}, "In another shape"), element("p", { class: "row" }, element("label", { for: "shape-choice" }, "Shape"), choice, copyButton(() => other.textContent)), other);
  shapes.addEventListener("toggle", () => shapes.open && ask(), { once: true });
  return element(
    "section", { class: "part take", "aria-labelledby": "take-away" },
    element("h3", { id: "take-away" }, "Take it with you"),
    element("details", { open: answer.status === undefined }, element("summary", {}, "The answer as JSON"), element("p", { class: "row" }, copyButton(() => json.textContent, "Copy the JSON")), json),
    element("details", {}, element("summary", {}, "The same request with curl"), element("p", { class: "row" }, copyButton(() => shell.textContent, "Copy the command")), shell),
    shapes,
  );
}

const SHAPES = [
  ["Bare article (application/ld+json)", "application/ld+json", ""],
  ["One flat row (?view=flat)", "application/json", "flat"],
  ["IPTC ninjs 3.1 (lossy)", "application/vnd.iptc.ninjs+json", ""],
];
