// Writes service/lexicon/calendar_months.json: the months of other calendars in every language of the CLDR that node has, in
// the order of their calendar, with the leap month of the Hebrew one as the sixth.  Run with a node that carries all of ICU:
// `node scripts/calendar_months.mjs`.  The file is committed, so that neither the service nor its image needs node.

import { writeFileSync } from "node:fs";

// Somali has Gregorian names for Persian months: "12 abril 1402" is of another April in Spanish.
const GREGORIAN = { persian: "so" };
const FIRST_MONTHS = { hebrew: "Tishri", coptic: "Tout", ethiopic: "Meskerem", persian: "Farvardin", indian: "Chaitra" };
const TARGET = new URL("../service/lexicon/calendar_months.json", import.meta.url);
const DAY = 86_400_000;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

function languages() {
  const codes = [...LETTERS].flatMap((a) => [...LETTERS].flatMap((b) => [a + b, ...[...LETTERS].map((c) => a + b + c)]));
  return Intl.DateTimeFormat.supportedLocalesOf(codes);
}

const LANGUAGES = languages();

function monthOf(locale, calendar, time, style) {
  const format = new Intl.DateTimeFormat(`${locale}-u-nu-latn-ca-${calendar}`, { timeZone: "UTC", ...style });
  return format.formatToParts(time).find((part) => part.type === "month")?.value;
}

/** The first day of each month of a leap year, with the month's English name. */
function months(calendar, first) {
  const found = [];
  for (let time = Date.UTC(2014, 0, 1); time < Date.UTC(2020, 0, 1); time += DAY) {
    const name = monthOf("en", calendar, time, { month: "long" });
    if (name !== found.at(-1)?.name) found.push({ name, time: time + 2 * DAY });
  }
  const starts = found.flatMap(({ name }, at) => (name === first ? [at] : []));
  const years = starts.slice(0, -1).map((at, year) => found.slice(at, starts[year + 1]));
  return years.reduce((longest, year) => (year.length > longest.length ? year : longest));
}

const tables = {};
for (const [calendar, first] of Object.entries(FIRST_MONTHS)) {
  const year = months(calendar, first);
  // the Adar of a common year is where the second of a leap year stands
  const common = calendar === "hebrew" ? Date.UTC(2018, 1, 25) : null;
  tables[calendar] = year.map(({ time }, at) => {
    const times = common !== null && at === 6 ? [time, common] : [time];
    const names = LANGUAGES.filter((code) => code !== GREGORIAN[calendar]).flatMap((code) =>
      times.flatMap((at) => [
        monthOf(code, calendar, at, { day: "numeric", month: "long", year: "numeric" }),
        monthOf(code, calendar, at, { month: "long" }),
      ]),
    );
    const kept = names.filter((name) => name && !/^\W*\d/u.test(name)).map((name) => name.toLowerCase());
    return [...new Set(kept)].sort().join("|");
  });
}
writeFileSync(TARGET, `${JSON.stringify({ source: `CLDR as in ICU ${process.versions.icu}`, ...tables }, null, 0).replaceAll('","', '",\n"').replaceAll("],", "],\n")}\n`);
