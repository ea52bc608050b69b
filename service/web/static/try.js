// The try-it page: what is pasted goes to /v1/normalize, and the answer is laid out beside it.

import { problemCard, report, takeAway, verdict } from "./answer.js";
import { curl, kindOf, pathOf, requestFor } from "./request.js";
import { evidenceOf, located, marked } from "./source.js";

const $ = (id) => document.getElementById(id);
const form = $("page-form");
const KINDS = { "text/html": "HTML", "text/plain": "visible text", "application/json": "JSON: a page with its metadata", metadata: "JSON: scraped metadata alone" };

const PASTED_AT_ONCE_FROM = 20000;

/** A dropped file, as bytes: its charset is for the service to find out. It counts until the text is edited. */
let file = null;
let running = null;

// ------------------------------------------------------------------ asking

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});

async function ask() {
  running?.abort();
  const mine = (running = new AbortController());
  const source = $("source").value;
  if (!source.trim()) {
    say("waiting", "Nothing to read", "Paste a page first, or take one of the examples.");
    $("answer").replaceChildren();
    edit();
    return;
  }
  const request = requestFor(source, chosenKind(), known(), file?.bytes ?? null);
  $("answer").setAttribute("aria-busy", "true");
  try {
    const response = await send(request, "application/json", "", mine.signal);
    const answer = await response.json();
    if (response.ok) show(answer, source, request);
    else showProblem(answer, response.status);
  } catch (error) {
    if (error.name === "AbortError") return;
    showProblem({ title: "No answer", detail: "The service did not answer, or not with JSON. Is it still running?" }, 0);
  } finally {
    if (running === mine) $("answer").setAttribute("aria-busy", "false");
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
  const names = ["url", "fetchedAt", "language", "assumeZone", "minConfidence"];
  return Object.fromEntries(names.map((name) => [name, $(name).value.trim()]).filter(([, value]) => value));
}

// ------------------------------------------------------------------ showing

function say(status, title, text) {
  const words = $("verdict");
  words.className = `verdict ${status}`;
  const bold = document.createElement("b");
  bold.textContent = title;
  words.replaceChildren(bold, " ", text);
}

function show(answer, source, request) {
  const evidence = located(source, evidenceOf(answer));
  const asked = Number($("minConfidence").value) || null;
  const thresholds = { dates: asked ?? Number(form.dataset.thresholdDates), others: asked ?? Number(form.dataset.thresholdOthers) };
  say(answer.status, ...verdict(answer));
  const fetchShape = async (accept, view) => pretty(await (await send(request, accept, view)).text());
  const command = curl(request, location.origin, file?.name, key() !== "");
  $("answer").replaceChildren(...report(answer, { evidence, show: point, thresholds }).filter(Boolean), takeAway(answer, command, fetchShape));
  $("marked").replaceChildren(...marked(source, evidence));
  $("editing").hidden = true;
  $("reading").hidden = $("edit").hidden = false;
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

/** Leads to the marks of a piece of evidence in the source. */
function point(pointer) {
  for (const mark of document.querySelectorAll("#marked mark.here")) mark.classList.remove("here");
  const marks = [...document.querySelectorAll("#marked mark")].filter((mark) => mark.dataset.pointers.split(" ").includes(pointer));
  for (const mark of marks) mark.classList.add("here");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  marks[0]?.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
  marks[0]?.focus({ preventScroll: true });
}

function edit() {
  $("editing").hidden = false;
  $("reading").hidden = $("edit").hidden = true;
}

$("edit").addEventListener("click", () => {
  edit();
  $("source").focus();
});

// ------------------------------------------------------------------ what is pasted, dropped or chosen

function fill(text, bytes = null, name = "") {
  file = bytes ? { bytes, name } : null;
  $("source").value = text;
  $("kind").value = "auto";
  edit();
  seen();
}

function seen() {
  const text = $("source").value;
  $("kind-seen").textContent = text.trim() && $("kind").value === "auto" ? `looks like ${KINDS[kindOf(text)]}` : "";
}

$("source").addEventListener("input", () => {
  file = null;
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

async function take(dropped) {
  const bytes = await dropped.arrayBuffer();
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder("windows-1252").decode(bytes);
  }
  press(null);
  // JSON may have to be wrapped, so it is sent as the text that it is; of anything else the bytes go as they are.
  fill(text, kindOf(text).startsWith("text/") ? bytes : null, dropped.name);
  ask();
}

$("file").addEventListener("change", () => {
  if ($("file").files[0]) take($("file").files[0]);
  $("file").value = "";
});

for (const name of ["dragover", "dragleave", "drop"]) {
  form.addEventListener(name, (event) => {
    event.preventDefault();
    form.classList.toggle("over", name === "dragover");
    if (name === "drop" && event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
    else if (name === "drop" && event.dataTransfer.getData("text")) fill(event.dataTransfer.getData("text"));
  });
}

// ------------------------------------------------------------------ examples

const examples = [...document.querySelectorAll("[data-example]")];

function press(button) {
  for (const other of examples) other.setAttribute("aria-pressed", String(other === button));
}

async function example(button) {
  const response = await fetch(button.dataset.file);
  fill(await response.text());
  for (const name of ["url", "fetchedAt", "language", "assumeZone", "minConfidence"]) $(name).value = "";
  press(button);
  history.replaceState(null, "", `#${button.dataset.example}`);
  await ask();
}

for (const button of examples) button.addEventListener("click", () => example(button));

example(examples.find((button) => location.hash === `#${button.dataset.example}`) ?? examples[0]);
