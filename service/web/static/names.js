// What the fields of an answer are called here, and their values in words.

const NAMES = {
  headline: "Headline", alternativeHeadline: "Second headline", description: "Description", author: "Author",
  datePublished: "Published", dateModified: "Modified", dateCreated: "Created", expires: "Expires", publisher: "Publisher",
  keywords: "Tags", articleSection: "Section", inLanguage: "Language", url: "Address", image: "Image", wordCount: "Words",
  isAccessibleForFree: "Free to read", copyrightYear: "Copyright year", copyrightHolder: "Copyright holder", "@type": "Kind",
};
export const DATES = ["datePublished", "dateModified", "dateCreated", "expires"];

export const nameOf = (field) => NAMES[field] ?? field;

/** The fields as a reader looks for them, not in the alphabet's order. */
export function ordered(fields) {
  const places = Object.keys(NAMES);
  const place = (field) => places.indexOf(field) + 1 || places.length + 1;
  return fields.sort((a, b) => place(a) - place(b));
}

/** A value as one string, as a reader would say it. */
export function words(shown) {
  if (shown === null || shown === undefined) return "nothing";
  if (Array.isArray(shown)) return shown.map(words).join(", ");
  if (typeof shown === "object") return shown.name !== undefined ? words(shown.name) : shown.url !== undefined ? words(shown.url) : JSON.stringify(shown);
  if (typeof shown === "boolean") return shown ? "yes" : "no";
  return String(shown);
}
