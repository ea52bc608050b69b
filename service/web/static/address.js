// A page in an address, behind "#": browsers send that part to no server, and whoever opens the link has the page.

const PREFIX = "page=";
const MOST_LETTERS = 60_000;
const MOST_BYTES = 10_000_000;
const MOST_OF_HEAD = 10_000;
const KINDS = ["text/html", "text/plain", "application/json", "metadata"];
const MEMBERS = ["kind", "url", "fetchedAt", "language", "assumeZone", "minConfidence"];

/** An address that cannot be made or holds no page; its message is a sentence for the reader. */
export class NoPage extends Error {}

export const holdsPage = (fragment) => fragment.startsWith(PREFIX);

/** The fragment for a page: a line of JSON with what is known of it, then its text or its bytes, deflated. */
export async function pack({ text, bytes, kind, known }) {
  supported();
  const body = bytes ? new Uint8Array(bytes) : new TextEncoder().encode(text);
  const head = JSON.stringify({ ...known, ...(kind === "auto" ? {} : { kind }), ...(bytes ? { bytes: true } : {}) });
  const packed = new Uint8Array(await new Response(deflated([head, "\n", body])).arrayBuffer());
  const letters = Math.ceil((packed.length * 4) / 3);
  if (letters > MOST_LETTERS || body.length > MOST_BYTES) throw new NoPage(tooLarge(body.length, letters));
  return PREFIX + inBase64(packed);
}

function supported() {
  if (!("CompressionStream" in globalThis)) throw new NoPage("This browser is too old for links to a page.");
}

function deflated(parts) {
  return new Blob(parts).stream().pipeThrough(new CompressionStream("deflate-raw"));
}

function tooLarge(bytes, letters) {
  return `The page is too large for a link: it has ${size(bytes)}, packed ${size(letters)}, and a link holds ${size(MOST_LETTERS)}. Send the page itself instead.`;
}

function size(bytes) {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1).replace(".0", "")} MB`;
}

/** The page of a fragment. A stranger may have written it: its size is bounded before and after, and what is no page is refused. */
export async function unpack(fragment) {
  supported();
  const letters = fragment.slice(PREFIX.length);
  if (letters.length > MOST_LETTERS) throw new NoPage(`The link is longer than links to a page are: ${size(letters.length)} instead of up to ${size(MOST_LETTERS)}.`);
  const content = await inflated(letters);
  const end = content.subarray(0, MOST_OF_HEAD).indexOf(10);
  if (end < 0) throw damaged();
  const { bytes = false, kind = "auto", ...known } = headOf(content.subarray(0, end));
  const body = content.slice(end + 1);
  const text = decoded(body, bytes);
  if (!text.trim()) throw damaged();
  return { text, bytes: bytes ? body.buffer : null, kind, known };
}

const damaged = () => new NoPage("The link was cut short or changed on its way: there is no page in it.");

async function inflated(letters) {
  try {
    const packed = Uint8Array.from(atob(letters.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    return await bounded(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")));
  } catch (error) {
    throw error instanceof NoPage ? error : damaged();
  }
}

/** All that the stream gives, which is given up where a page ends that can be sent: a few letters can unpack to gigabytes. */
async function bounded(stream) {
  const chunks = [];
  let length = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > MOST_BYTES + MOST_OF_HEAD) {
      await reader.cancel();
      throw new NoPage(`The page in the link unpacks to more than ${size(MOST_BYTES)}, so it was not opened.`);
    }
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** What is known of the page: strings under the names that the form has, and nothing else. */
function headOf(line) {
  let head;
  try {
    head = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(line));
  } catch {
    throw damaged();
  }
  const fits = head !== null && typeof head === "object" && !Array.isArray(head)
    && Object.entries(head).every(([name, value]) => (name === "bytes" ? value === true : MEMBERS.includes(name) && typeof value === "string"));
  if (!fits || !KINDS.includes(head.kind ?? KINDS[0])) throw damaged();
  return head;
}

/** The text as a reader sees it. Of a page in bytes the charset is for the service to find out; text itself is UTF-8. */
export function decoded(body, bytes = true) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: !bytes }).decode(body);
  } catch {
    if (!bytes) throw damaged();
    return new TextDecoder("windows-1252").decode(body);
  }
}

function inBase64(bytes) {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
