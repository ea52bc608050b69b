"""The command: ``python -m bench.places`` prints the report, ``--write`` stores it."""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import bench.places
from bench.data import required_data_dir, scorer
from bench.places.features import FEATURES
from bench.places.model import Value, first_of, fitted
from bench.places.pages import SILVER, Example, examples
from bench.stamps import seal

REPORT = Path(__file__).parents[1] / "reports" / "places.md"
#: Values of each feature that the report shows, the strongest for and against.
SHOWN = 12
HEAD = """
# Learned places

Made by `python -m bench.places --write`: which short text of a page is its byline, by weights
fitted to the pages of silver, their machine metadata taken out, to find whom that metadata names.
Hosts of gold and gold-more are left out of the fit, and the table says what it does on their pages.
*First* is the text of the highest score, *given* where its names have half of the probability or
more. The engine is Dateline's, on the same visible pages; *gained* are pages on which the given
text is right and the engine's answer is not, *lost* those on which it is the other way round. Pages
that print it are those where a short text names one of the authors; a right text may be one of
several.
"""
TRIAL = """
## Tried in the engine, and left out

What was learned was one more feature of the judge of authors, as log-odds, and the likeliest byline
that no rule had found one more statement. Author lists of the records that name somebody, right,
wrong and not given, once beside the engine of that day (79dd7dec):

| pages | engine | everywhere | where no machine is told, refitted | the same, old weights |
|---|---|---|---|---|
| gold, visible | 158 · 27 · 52 | 168 · 27 · 42 | 168 · 26 · 43 | 170 · 28 · 39 |
| gold-more, visible | 111 · 12 · 20 | 125 · 8 · 10 | 126 · 8 · 9 | 127 · 9 · 7 |
| gold-blind, visible | 106 · 10 · 23 | 111 · 9 · 19 | 111 · 10 · 18 | 112 · 10 · 17 |
| gold, whole | 213 · 20 · 4 | 215 · 18 · 4 | 214 · 19 · 4 | 213 · 20 · 4 |
| gold-more, whole | 134 · 5 · 4 | 135 · 5 · 3 | 136 · 5 · 2 | 136 · 5 · 2 |
| gold-blind, whole | 129 · 3 · 7 | 127 · 5 · 7 | 128 · 4 · 7 | 129 · 4 · 6 |

It was to gain three points on the visible pages of both gold-more and gold-blind at no more wrong
ones, and to lose nothing on whole pages. It gains seven on gold-more (84.3 to 91.6, everywhere) and
two on gold-blind (83.1 to 85.4), and on the whole pages of gold-blind one or two answers more are
wrong in each of the three forms. The features were chosen on gold and gold-more, which flatters
them; gold-blind is the measure. What it alone gives wrong are mostly topics,
at .58 to .69: "Oorlog Oekra\u00efne", "Real Madrid", "Shower Shaming".

More pages did not help: fitted to gold and gold-more too, cross-validated by host in five folds,
the log-loss went from .485 to .481 on gold and from .334 to .356 on gold-more. Nor did more
features, one at a time beside those above: how often the page's prose has the last word of the name
(.491, .339), whether the headline has it (.487, .334), how many other texts say it (.495, .324),
whether the link's address has the name (.484, .337).
"""
COLUMNS = (
    "pages", "print it", "engine right", "engine wrong", "first right", "given", "given right",
    "gained", "lost",
)  # fmt: skip


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    about = bench.places.__doc__
    parser = argparse.ArgumentParser(prog="python -m bench.places", description=about)
    parser.add_argument("--write", action="store_true", help="write the report")
    options = parser.parse_args(None if arguments is None else list(arguments))
    pages = examples()
    measured = {page.domain for page in pages if page.corpus != SILVER}
    taught = [page for page in pages if page.corpus == SILVER and page.domain not in measured]
    bias, weights = fitted(taught)
    lines = report(taught, [page for page in pages if page.corpus != SILVER], bias, weights)
    print("\n".join(lines))
    if options.write:
        told = [*HEAD.strip().splitlines(), "", *lines, "", *TRIAL.strip().splitlines()]
        REPORT.write_text("\n".join(told) + "\n", "utf-8")
        seal(REPORT)
    return 0


def counts(pages: Sequence[Example], bias: float, weights: Mapping[Value, float]) -> Counter[str]:
    """Return how often the first text is right, beside the engine's answer."""
    equal, found = scorer(required_data_dir()).fold_set, Counter[str]()
    for page in pages:
        is_right = equal(page.answered) == equal(page.authors)
        found.update(["pages", *["print it"] * page.prints])
        found.update(["engine right"] * is_right)
        found.update(["engine wrong"] * bool(page.answered and not is_right))
        first, share = first_of(page, bias, weights)
        if first is None:
            continue
        given = share >= 0.5
        found.update(["first right"] * first.right)
        found.update([*["given"] * given, *["given right"] * (given and first.right)])
        found.update(["gained"] * (given and first.right and not is_right))
        found.update(["lost"] * (given and is_right and not first.right))
    return found


def report(
    taught: Sequence[Example],
    measured: Sequence[Example],
    bias: float,
    weights: Mapping[Value, float],
) -> list[str]:
    """Return the report: what the weights do, and which values weigh most."""
    hosts = len({page.domain for page in taught})
    lines = [
        f"Fitted to {len(taught)} pages of {hosts} hosts: {len(weights)} weights, and {bias} for a "
        "text of which nothing is known.",
        "",
        "| corpus | " + " | ".join(COLUMNS) + " |",
        "|---" * (len(COLUMNS) + 1) + "|",
    ]
    for corpus in dict.fromkeys(page.corpus for page in measured):
        found = counts([page for page in measured if page.corpus == corpus], bias, weights)
        lines.append(f"| {corpus} | " + " | ".join(str(found[name]) for name in COLUMNS) + " |")
    by_feature: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (name, value), weight in weights.items():
        by_feature[name].append((weight, value))
    lines += ["", "The strongest values of each feature, for and against:", ""]
    for feature in FEATURES:
        told = sorted(by_feature[feature.name], key=lambda each: (-abs(each[0]), each[1]))[:SHOWN]
        shown = ", ".join(f"`{value or '-'}` {weight:+}" for weight, value in told)
        lines.append(f"- *{feature.name}* ({len(by_feature[feature.name])}): {shown}.")
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
