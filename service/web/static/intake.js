// A page can be pasted or dropped anywhere on the page, and not only into its box.

const EDITABLE = "textarea, input, select";

/** Hands over what is pasted or dropped: `ofFile` gets a file, `ofText` a text. Where text is edited it is the browser's matter. */
export function takeAnywhere({ ofFile, ofText }) {
  const given = (data) => {
    const text = data.getData("text/plain");
    if (data.files[0]) ofFile(data.files[0]);
    else if (text.trim()) ofText(text);
    else return false;
    return true;
  };
  document.addEventListener("paste", (event) => {
    const typing = event.target.closest?.(EDITABLE) && !event.clipboardData.files[0];
    if (!typing && given(event.clipboardData)) event.preventDefault();
  });
  dropAnywhere(given);
}

function dropAnywhere(given) {
  // What is dragged from this page itself, a link or a selection, is no page to read.
  let own = false;
  const over = (is) => document.body.classList.toggle("over", is);
  const ours = ({ target, dataTransfer }) => {
    const hasFiles = dataTransfer.types.includes("Files");
    return !own && (hasFiles || (dataTransfer.types.includes("text/plain") && !target.closest?.(EDITABLE)));
  };
  document.addEventListener("dragstart", () => (own = true));
  document.addEventListener("dragend", () => (own = false));
  document.addEventListener("dragover", (event) => {
    if (!ours(event)) return;
    event.preventDefault();
    over(true);
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget === null && over(false));
  document.addEventListener("drop", (event) => {
    over(false);
    if (!ours(event)) return;
    event.preventDefault();
    given(event.dataTransfer);
  });
}
