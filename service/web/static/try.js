// The try-it page: what is pasted goes to /v1/normalize, and the answer is laid out beside it.

import { NoPage, decoded, holdsPage, pack, unpack } from "./address.js";
import { commandCard, problemCard, report, takeAway, verdict } from "./answer.js";
import { copied, element } from "./dom.js";
import { takeAnywhere } from "./intake.js";
import { curl, curlOfAddress, curlOfPages, kindOf, pathOf, requestFor, severalOf } from "./request.js";
import { evidenceOf, located, marked } from "./source.js";
import { unwritten, witnessList } from "./witnesses.js";

const $ = (id) => document.getElementById(id);
const form = $("page-form");
const KINDS = { "text/html": "HTML", "text/plain": "visible text", "application/json": "JSON: a page with its metadata", metadata: "JSON: scraped metadata alone", pages: "many pages: the first is read", address: "an address, which is not fetched" };
const KNOWN = ["url", "fetchedAt", "language", "assumeZone", "minConfidence"];

const PASTED_AT_ONCE_FROM = 20000;
const SHOWN_WHOLE_UP_TO = 20000;
const KEPT = 5;

/** A dropped file, as bytes: its charset is for the service to find out. It counts until the text is edited. */
let file = null;
/** What is being done now: of two pages that were asked for only the later one is shown. */
let running = null;

function begin() {
  running?.abort();
  $("answer").setAttribute("aria-busy", "false");
  return (running = new AbortController()).signal;
}

// ------------------------------------------------------------------ asking

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});

/** Asks the service about the page in the form, which gets an address of its own. */
async function ask() {
  const mine = begin();
  if (!$("source").value.trim()) {
    say("waiting", "Nothing to read", "Paste a page first, or take one of the examples.");
    $("answer").replaceChildren();
    edit();
    return;
  }
  outdate("Reading", "the page …");
  await remember(mine);
  await answer(mine);
  if (!mine.aborted) $("verdict").focus();
}

/** Says at once that the answer that stands there is of another page. */
function outdate(title, text) {
  say("waiting", title, text);
  $("answer").classList.add("outdated");
}

async function answer(mine) {
  if (mine.aborted) return;
  const source = $("source").value;
  if (chosenKind() === "address") {
    showAddress(source.trim());
    return;
  }
  const several = chosenKind() === "pages" ? severalOf(source) : [];
  const request = several.length
    ? requestFor(several[0], kindOf(several[0]), known())
    : requestFor(source, chosenKind(), known(), file?.bytes ?? null);
  $("answer").setAttribute("aria-busy", "true");
  try {
    const response = await send(request, "application/json", "", mine);
    const body = await response.json();
    if (!response.ok) showProblem(body, response.status);
    else show(body, source, request);
    if (response.ok && several.length) showOthers(several.length);
  } catch (error) {
    if (error.name === "AbortError") return;
    showProblem({ title: "No answer", detail: "The service did not answer, or not with JSON. Is it still running?" }, 0);
  } finally {
    if (!mine.aborted) $("answer").setAttribute("aria-busy", "false");
  }
}

function send(request, accept, view, signal) {
  const asked = view ? { ...request, query: new URLSearchParams([...request.query, ["view", view]]) } : request;
  const headers = { "Content-Type": request.type, Accept: accept, ...(key() ? { Authorization: `Bearer ${key()}` } : {}) };
  return fetch(pathOf(asked), { method: "POST", headers, body: request.body, signal });
}

function key() {
  return $("key")?.value.trim() ?? "";
}

function chosenKind() {
  return $("kind").value === "auto" ? kindOf($("source").value) : $("kind").value;
}

function known() {
  return Object.fromEntries(KNOWN.map((name) => [name, $(name).value.trim()]).filter(([, value]) => value));
}

// ------------------------------------------------------------------ showing

function say(status, title, text) {
  const shown = $("verdict");
  $("answer").classList.remove("outdated");
  shown.className = `verdict ${status}`;
  shown.replaceChildren(element("b", {}, title), " ", text);
}

function show(answer, source, request) {
  const evidence = located(source, evidenceOf(answer));
  const asked = Number($("minConfidence").value) || null;
  const thresholds = { dates: asked ?? Number(form.dataset.thresholdDates), others: asked ?? Number(form.dataset.thresholdOthers) };
  say(...verdict(answer));
  const fetchShape = async (accept, view) => pretty(await (await send(request, accept, view)).text());
  const command = curl(request, location.origin, file?.name, key() !== "");
  $("answer").replaceChildren(...report(answer, { evidence, show: point, thresholds }).filter(Boolean), takeAway(answer, command, fetchShape));
  showSource(source, evidence);
  $("editing").hidden = true;
  for (const id of ["reading", "edit", "share"]) $(id).hidden = false;
  $("shared").textContent = "";
}

function showAddress(address) {
  say("problem", "An address, not a page", "Nothing is fetched here: send what stands there. This command does both.");
  $("answer").replaceChildren(commandCard("Fetch it, and have it read", curlOfAddress(address, location.origin)));
  edit();
}

function showOthers(count) {
  $("answer").prepend(commandCard(`These are ${count} pages, of which the first is shown`, curlOfPages(location.origin)));
}

/** The page with its marks; of a large one the marks with what stands around them. */
function showSource(source, evidence) {
  const whole = source.length <= SHOWN_WHOLE_UP_TO;
  $("marked").hidden = !whole;
  $("marked").replaceChildren(...(whole ? marked(source, evidence) : []));
  const listed = whole ? unwritten(evidence) : witnessList(source, evidence);
  $("witnesses").hidden = !listed.length;
  $("witnesses").replaceChildren(...listed);
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function showProblem(problem, status) {
  say("problem", "Not taken", "The request was refused; the page is as you left it.");
  $("answer").replaceChildren(problemCard(problem, status));
  edit();
}

/** Leads to the places of some evidence in the source, and there to the first piece. */
function point(pointers) {
  for (const place of document.querySelectorAll("#reading .here")) place.classList.remove("here");
  const places = [...document.querySelectorAll("#reading [data-pointers]")];
  const of = (pointer) => places.filter((place) => place.dataset.pointers.split(" ").includes(pointer));
  const found = pointers.flatMap(of);
  for (const place of found) place.classList.add("here");
  const [first] = found;
  if (!first) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  first.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
  first.focus({ preventScroll: true });
}

function edit() {
  $("editing").hidden = false;
  for (const id of ["reading", "edit", "share"]) $(id).hidden = true;
  $("shared").textContent = "";
}

$("edit").addEventListener("click", () => {
  edit();
  $("source").focus();
});

// ------------------------------------------------------------------ what is pasted, dropped or chosen

function fill(text, { bytes = null, name = "", kind = "auto" } = {}) {
  file = bytes ? { bytes, name } : null;
  $("source").value = text;
  $("kind").value = kind;
  press(null);
  edit();
  seen();
}

function fillKnown(members) {
  for (const name of KNOWN) $(name).value = members[name] ?? "";
  $("known").open = Object.keys(members).length > 0;
}

function seen() {
  const text = $("source").value;
  $("kind-seen").textContent = text.trim() && $("kind").value === "auto" ? `looks like ${KINDS[kindOf(text)]}` : "";
}

$("source").addEventListener("input", () => {
  file = null;
  if ($("answer").childElementCount) outdate("Changed", "What stands below is of the page before: ask again.");
  press(null);
  seen();
});
// A browser types a pasted page in line by line, which takes minutes for a long one; put in at once it takes none.
$("source").addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  if (text.length < PASTED_AT_ONCE_FROM) return;
  event.preventDefault();
  $("source").setRangeText(text, $("source").selectionStart, $("source").selectionEnd, "end");
  $("source").dispatchEvent(new Event("input"));
});
$("kind").addEventListener("change", seen);

form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    ask();
  }
});

async function take(given) {
  const mine = begin();
  const bytes = await given.arrayBuffer();
  if (mine.aborted) return;
  const text = decoded(bytes);
  // JSON may have to be wrapped, so it is sent as the text that it is; of anything else the bytes go as they are.
  fill(text, kindOf(text).startsWith("text/") ? { bytes, name: given.name } : {});
  ask();
}

$("file").addEventListener("change", () => {
  if ($("file").files[0]) take($("file").files[0]);
  $("file").value = "";
});

takeAnywhere({
  ofFile: take,
  ofText: (text) => {
    fill(text);
    ask();
  },
});

// ------------------------------------------------------------------ the address

const examples = [...document.querySelectorAll("[data-example]")];

/** Pages too large for an address, under the one that they have in this window; the oldest go first. */
const kept = new Map();
/** Why the page that is shown has no link, where it has none. */
let unlinked = "";

function press(button) {
  for (const other of examples) other.setAttribute("aria-pressed", String(other === button));
}

/** The fragment of the page in the form. */
async function fragmentOf(page) {
  const pressed = examples.find((button) => button.getAttribute("aria-pressed") === "true");
  const untouched = page.kind === "auto" && Object.keys(page.known).length === 0;
  unlinked = "";
  if (pressed && untouched) return pressed.dataset.example;
  try {
    return await pack(page);
  } catch (error) {
    if (!(error instanceof NoPage)) throw error;
    unlinked = error.message;
    return keep({ ...page, unlinked });
  }
}

function keep(page) {
  const fragment = `kept-${Date.now().toString(36)}`;
  kept.set(fragment, page);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value);
  return fragment;
}

async function remember(mine) {
  const page = { text: $("source").value, bytes: file?.bytes ?? null, name: file?.name, kind: $("kind").value, known: known() };
  const fragment = await fragmentOf(page);
  if (!mine.aborted && location.hash !== `#${fragment}`) history.pushState(null, "", `#${fragment}`);
}

/** Shows the page that the address names; one that names none is said to, and the form is as it was. */
async function open(fragment) {
  const mine = begin();
  try {
    const page = await pageOf(fragment);
    if (mine.aborted) return;
    fill(page.text, page);
    fillKnown(page.known);
    press(page.example ?? null);
    unlinked = page.unlinked ?? "";
    await answer(mine);
  } catch (error) {
    if (mine.aborted) return;
    if (!(error instanceof NoPage)) throw error;
    say("problem", "No page here", `${error.message} Paste a page, or take one of the examples.`);
    $("answer").replaceChildren();
    edit();
  }
}

async function pageOf(fragment) {
  const example = examples.find((button) => button.dataset.example === fragment);
  if (example) return { text: await textOf(example.dataset.file), known: {}, example };
  if (kept.has(fragment)) return kept.get(fragment);
  if (fragment.startsWith("kept-")) throw new NoPage("The page that had this address was too large for it, and went with its window.");
  if (holdsPage(fragment)) return unpack(fragment);
  throw new NoPage("What stands behind # in the address is neither an example nor a page that was packed here.");
}

async function textOf(file) {
  try {
    return await (await fetch(file)).text();
  } catch {
    throw new NoPage("The example could not be fetched. Is the service still running?");
  }
}

for (const button of examples) {
  button.addEventListener("click", () => {
    const fragment = `#${button.dataset.example}`;
    if (location.hash !== fragment) history.pushState(null, "", fragment);
    open(button.dataset.example);
  });
}

$("share").addEventListener("click", async () => {
  const said = $("shared");
  if (unlinked) said.textContent = unlinked;
  else if (!(await copied(location.href))) said.textContent = "The link is the address of this page: copy it there.";
  else said.textContent = holdsPage(location.hash.slice(1)) ? `Copied: ${location.href.length} letters that hold the page itself. No server keeps it.` : "Copied.";
});

const named = () => location.hash.slice(1);

// The address also changes for a place on this page, such as where the skip link leads.
addEventListener("popstate", () => {
  if (!$(named())) open(named() || examples[0].dataset.example);
});

if (named() === "" || $(named())) history.replaceState(null, "", `#${examples[0].dataset.example}`);
open(named());
