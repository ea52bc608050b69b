"""Fits the judge's weights: ``python -m bench.fit --write`` writes service/judge/weights.json and bench/reports/fit.md.

The engine reads the pages of gold and gold-more, and what it hands to the judge is kept: the claims of each page, and which of
them the corpus calls right.  The weights maximise the conditional likelihood of the right claims (of "none of these" where
none is), drawn towards the estimates of the tables; signs are kept.  Figures are cross-validated by domain; the curve of
confidence too.  gold-blind is scored with the weights, never fitted to, and only its totals are printed.  About three minutes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias
from unittest import mock

import numpy as np
from scipy.optimize import minimize

from bench import calibration
from bench.bytes import gold_page
from bench.data import BLIND, CORPORA, corpus_digest, domain_of, gold_records, required_data_dir, scorer
from service import fields, tags
from service.judge import Claim, authors, description, headline, publisher
from service.judge import scorer as judge
from service.judge import tags as tag_lists
from service.judge.features import Feature
from service.model import Context
from service.normalize import normalize
from service.observe import observe

WEIGHTS = Path(judge.__file__).with_name("weights.json")
REPORT = Path(__file__).parent / "reports" / "fit.md"

#: How strongly what all witnesses share is drawn to 1, a place's weight to its reliability, a feature's to its estimate.
RIDGE_BIAS, RIDGE_PLACES, RIDGE_FEATURES = 0.05, 5.0, 1.0
#: A place on fewer pages keeps the weight of its reliability.
FEWEST = 20
FOLDS = 5
#: Groups of equal size whose mean confidence and share of right answers are the points of the curve: at most so many, and of
#: so many answers at least.
BINS, LEAST = 10, 40
DIGITS = 2


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the judge: its name, the gold's name of it, and its table of features.

    Pages whose ids begin with ``without`` are left out; of those that a parser labelled, pages whose right claim has one of the
    features ``mistaken``.
    """

    name: str
    gold: str
    features: tuple[Feature, ...]
    without: str = "\0"
    mistaken: frozenset[str] = frozenset()


FIELDS = (
    Field("headline", "title", headline.FEATURES),
    # the publishers of these records are written by hand, and a quarter of them stand nowhere on their pages
    Field("publisher", "publisher", publisher.FEATURES, without="fundus-"),
    Field("description", "description", description.FEATURES),
    Field("keywords", "tags", tag_lists.FEATURES),
    # these records' authors are what their sites' JSON-LD says: the outlet too, where the page names who wrote it
    Field("author", "authors", authors.FEATURES, mistaken=frozenset(["outlet"])),
    Field("image", "image", fields.image.FEATURES),
    Field("inLanguage", "language", fields.language.FEATURES),
    Field("url", "canonical_url", fields.url.FEATURES),
    Field("articleSection", "section", fields.section.FEATURES),
)
#: The modules that have claims judged.
_ASKING = (fields.frame, tags.resolution)


@dataclass(frozen=True, slots=True)
class Example:
    """A page of a corpus: its site, the claims that the judge saw, and which of them are right.

    ``bare`` says that it is a page over again with its title alone, which few pages of the corpora have, but many of the world.
    """

    corpus: str
    domain: str
    claims: tuple[Claim, ...]
    right: tuple[bool, ...]
    bare: bool = False


def _seen(job: tuple[int, str, Mapping[str, Any]]) -> list[Example]:
    """Return what the judge sees of one page, and for a headline what it sees of its title alone."""
    field, corpus, record = FIELDS[job[0]], *job[1:]
    folder = required_data_dir()
    kept: list[tuple[Claim, ...]] = []

    def watched(name: str, claims: Sequence[Claim]) -> list[judge.Verdict]:
        if name == field.name:
            kept.append(tuple(claims))
        return judge.judged(name, claims)

    page = gold_page(folder, dict(record))
    with ExitStack() as patched:
        for module in _ASKING:
            patched.enter_context(mock.patch.object(module, "judged", watched))
        normalize(page)
        whole = len(kept)
        if field.name == "headline" and corpus != BLIND:
            titles = [o for o in observe(page).observations if o.source.id == "html:title"]
            fields.resolve_headline(titles, Context(url=page.url))
    equal = _equal(scorer(folder), field.gold)
    gold = record["gold"][field.gold]
    found = [kept[0] if whole else (), *kept[whole:]]
    made = [
        Example(corpus, domain_of(dict(record)), claims, tuple(equal(gold, claim.value) for claim in claims), bare=at > 0)
        for at, claims in enumerate(found)
    ]
    return [page for page in made if not (record["id"].startswith(_BY_PARSER) and _is_mistaken(page, field))]


#: How the ids of records begin whose truth is what a parser of their site reads.
_BY_PARSER = "fundus-"


def _is_mistaken(page: Example, field: Field) -> bool:
    right = [claim for claim, is_right in zip(page.claims, page.right, strict=True) if is_right]
    return any(not field.mistaken.isdisjoint({*claim.features, *claim.own}) for claim in right)


def _equal(score: ModuleType, name: str) -> Callable[[Any, str], bool]:
    """Return when a claim is what the corpus says: as the corpora are scored, lists as a whole."""
    if name in score.LISTS:
        return lambda gold, value: bool(score.fold_set(gold) == score.fold_set(value.split("\n")))
    scalar: Callable[[Any, str], bool] = score.SCALAR[name]
    return scalar


def examples(field: Field) -> list[Example]:
    """Return the pages of all corpora whose gold knows the field."""
    folder = required_data_dir()
    drop = scorer(folder).drop_doubtful
    jobs = [
        (FIELDS.index(field), corpus, record)
        for corpus in CORPORA
        for record in drop(gold_records(folder, corpus))
        if record["gold"].get(field.gold) and not record["id"].startswith(field.without)
    ]
    with ProcessPoolExecutor() as pool:
        return [page for pages in pool.map(_seen, jobs, chunksize=16) for page in pages]


#: A claim for the fit: (place, prior) of each statement by witness, and (place, value) of its features and its own ones.
_Made: TypeAlias = tuple[list[list[tuple[int, float]]], list[tuple[int, float]], list[tuple[int, float]]]


class Model:
    """The likelihood of a field's weights on pages, with its gradient; weights are a vector of bias, places, features."""

    def __init__(self, field: Field, pages: Sequence[Example], without: str = "") -> None:
        """Number the places and features; ``without`` is a feature that is left out."""
        self.field = field
        seen: dict[str, int] = {}
        for page in pages:
            if page.corpus != BLIND:
                for place in {statement.place for claim in page.claims for statement in claim.statements}:
                    seen[place] = seen.get(place, 0) + 1
        self.places = {name: at for at, name in enumerate(sorted(name for name, count in seen.items() if count >= FEWEST))}
        self.features = {row.id: at for at, row in enumerate(field.features)}
        self.start = np.array(
            [1.0, *[0.0] * len(self.places), *[0.0 if row.id == without else row.estimate for row in field.features]]
        )
        ridge = [RIDGE_BIAS, *[RIDGE_PLACES] * len(self.places), *[RIDGE_FEATURES] * len(self.features)]
        self.ridge = np.array(ridge)
        signs = [None if not row.estimate else row.estimate > 0 for row in field.features]
        limits: list[tuple[float | None, float | None]] = [(None, None)] * (1 + len(self.places))
        limits += [(None if not sign else 0.0, None if sign is not False else 0.0) for sign in signs]
        if without:
            limits[1 + len(self.places) + self.features[without]] = (0.0, 0.0)
        self.limits = limits
        self.made: dict[int, list[_Made]] = {}
        # a page's id is its key only while the page is there
        self.pages: list[Example] = []

    def _made(self, page: Example) -> list[_Made]:
        """Return each claim by the places in the vector of its witnesses' statements, its features and its own ones."""
        found: list[_Made] = []
        for claim in page.claims:
            witnesses: dict[str, list[tuple[int, float]]] = {}
            for statement in claim.statements:
                at = 1 + self.places[statement.place] if statement.place in self.places else -1
                witnesses.setdefault(statement.witness, []).append((at, judge.prior(statement.reliability)))
            found.append((list(witnesses.values()), self._placed(claim.features), self._placed(claim.own)))
        return found

    def _placed(self, features: Mapping[str, float]) -> list[tuple[int, float]]:
        return [(1 + len(self.places) + self.features[name], value) for name, value in features.items()]

    def page(self, weights: Sequence[float], page: Example, gradient: list[float] | None = None) -> tuple[float, list[float]]:
        """Return the loss of a page (minus the log of the right claims' probability) and the probabilities of its claims."""
        if id(page) not in self.made:
            self.made[id(page)] = self._made(page)
            self.pages.append(page)
        claims = self.made[id(page)]
        compared = [sum(weights[at] * value for at, value in told) for _, told, _ in claims]
        best = max(range(len(claims)), key=compared.__getitem__, default=0)
        scores, places = [], []
        for (witnesses, _, own), told in zip(claims, compared, strict=True):
            score, mine = told - compared[best] + sum(weights[at] * value for at, value in own), []
            for stated in witnesses:
                place, prior = max(stated, key=lambda each: each[1] + (weights[each[0]] if each[0] > 0 else 0.0))
                score += weights[0] + prior + (weights[place] if place > 0 else 0.0)
                mine.append(place)
            scores.append(score)
            places.append(mine)
        top = max([*scores, 0.0])
        parts = [math.exp(score - top) for score in (*scores, 0.0)]
        total = math.fsum(parts)
        chances = [part / total for part in parts]
        right = [*page.right, not any(page.right)]
        mass = max(math.fsum(chance for chance, is_right in zip(chances, right, strict=True) if is_right), 1e-12)
        if gradient is not None:
            for chance, is_right, (_, relative, own), mine in zip(chances, right, claims, places, strict=False):
                off = chance - (chance / mass if is_right else 0.0)
                for at in (0, *mine):
                    if at >= 0:
                        gradient[at] += off * (len(mine) if at == 0 else 1)
                for sign, told_of in ((off, relative), (-off, claims[best][1]), (off, own)):
                    for at, value in told_of:
                        gradient[at] += sign * value
        return -math.log(mass), chances[:-1]

    def fitted(self, pages: Sequence[Example]) -> Any:
        """Return the weights that suit the pages best."""

        def loss(weights: Any) -> tuple[float, Any]:
            away = weights - self.start
            gradient = [0.0] * len(weights)
            plain = weights.tolist()
            total = math.fsum(self.page(plain, page, gradient)[0] for page in pages)
            return total + float((self.ridge * away) @ away), np.array(gradient) + 2 * self.ridge * away

        def best(start: Any, limits: Sequence[tuple[float | None, float | None]]) -> Any:
            options = {"maxiter": 500, "ftol": 1e-12, "gtol": 1e-7}
            return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=limits, options=options).x

        told, pages = pages, [page for page in pages if not page.bare]
        weights = best(self.start, self.limits)
        bare = [page for page in told if page.bare]
        if not bare:
            return weights
        # titles alone teach what only they have, and nothing else
        pages = bare
        first = 1 + len(self.places)
        free = {first + self.features[row.id] for row in self.field.features if row.lone}
        return best(weights, [self.limits[at] if at in free else (each, each) for at, each in enumerate(weights)])

    def named(self, weights: Any) -> dict[str, Any]:
        """Return the weights as they are written, rounded; features of no weight stay, so that the table is whole."""
        rounded = [round(float(weight), DIGITS) + 0.0 for weight in weights]
        first = 1 + len(self.places)
        return {
            "bias": rounded[0],
            "places": {name: rounded[1 + at] for name, at in self.places.items() if rounded[1 + at]},
            "features": {name: rounded[first + at] for name, at in self.features.items()},
        }


def _fold(domain: str) -> int:
    return int(hashlib.sha256(domain.encode()).hexdigest(), 16) % FOLDS


@dataclass(slots=True)
class Held:
    """What weights do on pages that they were not fitted to: the loss, and (confidence, right) of each page's answer."""

    loss: float
    answers: dict[str, list[tuple[float, bool]]]


def scored(model: Model, weights: Any, pages: Iterable[Example], held: Held) -> None:
    """Add what weights do on pages to ``held``."""
    for page in pages:
        loss, chances = model.page(list(weights), page)
        held.loss += loss
        if chances:
            at = max(range(len(chances)), key=chances.__getitem__)
            held.answers.setdefault(page.corpus, []).append((chances[at], page.right[at]))


def crossed(field: Field, pages: Sequence[Example], without: str = "", *, bare: bool = False) -> Held:
    """Return what is cross-validated by domain on the pages that are not blind; on titles alone, where they are asked for."""
    held = Held(0.0, {})
    tuned = [page for page in pages if page.corpus != BLIND]
    model = Model(field, tuned, without)
    for fold in range(FOLDS):
        weights = model.fitted([page for page in tuned if _fold(page.domain) != fold])
        scored(model, weights, [page for page in tuned if _fold(page.domain) == fold and page.bare == bare], held)
    return held


def curve(answers: Sequence[tuple[float, bool]]) -> list[list[float]]:
    """Return the points of a rising curve from the judge's probability to how often it is right."""
    ordered = sorted(answers, key=itemgetter(0))
    bins = max(1, min(BINS, len(ordered) // LEAST))
    groups = [ordered[at * len(ordered) // bins : (at + 1) * len(ordered) // bins] for at in range(bins)]
    points: list[tuple[float, float, int]] = []
    for group in groups:
        points.append((sum(c for c, _ in group) / len(group), (sum(r for _, r in group) + 0.5) / (len(group) + 1), len(group)))
        while len(points) > 1 and points[-2][1] >= points[-1][1]:
            (low, share, count), (high, other, more) = points[-2:]
            both = count + more
            points[-2:] = [((low * count + high * more) / both, (share * count + other * more) / both, both)]
    rounded: list[list[float]] = []
    for chance, share in [(round(chance, 3), round(share, 3)) for chance, share, _ in points]:
        if not rounded or (chance > rounded[-1][0] and share > rounded[-1][1]):
            rounded.append([chance, share])
    # one point says no more than how often the field is right at all
    return rounded if len(rounded) > 1 else []


def error_of(answers: Sequence[tuple[float, bool]], points: Sequence[Sequence[float]] = ()) -> float:
    """Return the expected calibration error of answers, by a curve's points where there are any."""
    pairs = tuple((low, high) for low, high in points)
    return calibration.error((judge.calibrated(chance, pairs) if pairs else chance, right) for chance, right in answers)


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.fit", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the weights and the report")
    parser.add_argument("--fields", default="", help="only these, with commas, the others' weights as they are written")
    parser.add_argument("--quick", action="store_true", help="without the costs of leaving each feature out")
    options = parser.parse_args(None if arguments is None else list(arguments))
    stored: dict[str, Any] = json.loads(WEIGHTS.read_text("utf-8")) if options.fields else {}
    lines: list[str] = []
    for field in [each for each in FIELDS if not options.fields or each.name in options.fields.split(",")]:
        pages = examples(field)
        stored[field.name] = weights_of(field, pages)
        lines += report(field, pages, stored[field.name], {} if options.quick else costs(field, pages))
    print("\n".join(lines))
    if options.write:
        WEIGHTS.write_text(as_text(stored), "utf-8")
        if not options.fields:
            REPORT.write_text("\n".join([*_HEAD, *lines]) + "\n", "utf-8")
    return 0


def as_text(stored: Mapping[str, Any]) -> str:
    """Return the weights as the file holds them."""
    return json.dumps(stored, indent=1, sort_keys=True) + "\n"


def weights_of(field: Field, pages: Sequence[Example]) -> dict[str, Any]:
    """Return the field's weights and its curve, fitted to the pages that are not blind."""
    tuned = [page for page in pages if page.corpus != BLIND]
    model = Model(field, tuned)
    held = crossed(field, pages)
    answers = [answer for corpus in held.answers.values() for answer in corpus]
    return {**model.named(model.fitted(tuned)), "curve": curve(answers)}


def costs(field: Field, pages: Sequence[Example]) -> dict[str, float]:
    """Return for each feature the cross-validated log-loss that leaving it out costs."""
    whole = crossed(field, pages).loss
    with ProcessPoolExecutor() as pool:
        lost = pool.map(_loss_without, [(FIELDS.index(field), pages, row.id) for row in field.features])
        return {row.id: loss - whole for row, loss in zip(field.features, lost, strict=True)}


def _loss_without(job: tuple[int, Sequence[Example], str]) -> float:
    number, pages, without = job
    return crossed(FIELDS[number], pages, without).loss


_HEAD = [
    "# The judge's weights",
    "",
    "Made by `python -m bench.fit --write`, which writes service/judge/weights.json. Weights are natural log-odds. *Pages* and",
    "*domains* are those of gold and gold-more where the feature speaks of a claim; *cost* is the log-loss, cross-validated by",
    "domain over all these pages, that leaving it out costs: below nought the pages would do without it. gold-blind is scored",
    "with the final weights, never fitted to.",
    "",
]


def report(field: Field, pages: Sequence[Example], stored: Mapping[str, Any], cost: Mapping[str, float]) -> list[str]:
    """Return the field's part of the report."""
    folder = required_data_dir()
    held = crossed(field, pages)
    answers = [answer for corpus in held.answers.values() for answer in corpus]
    held_bare = crossed(field, pages, bare=True)
    bare = [answer for corpus in held_bare.answers.values() for answer in corpus]
    model = Model(field, pages)
    final = np.array(
        [
            stored["bias"],
            *[stored["places"].get(p, 0.0) for p in model.places],
            *[stored["features"][f] for f in model.features],
        ]
    )
    blind = Held(0.0, {})
    scored(model, final, [page for page in pages if page.corpus == BLIND], blind)
    digests = ", ".join(f"{name} {corpus_digest(folder, name)}" for name in CORPORA)
    lines = [
        f"## {field.name}",
        "",
        f"Corpora: {digests}.",
        "",
        "| pages | right | of | log-loss a page | ECE, raw | ECE, by the curve |",
        "|---|---|---|---|---|---|",
    ]
    for name, told, loss in (
        *[(f"{corpus}, cross-validated", found, None) for corpus, found in held.answers.items()],
        ("both, cross-validated", answers, held.loss),
        *([("titles alone, cross-validated", bare, held_bare.loss)] if bare else []),
        ("gold-blind", blind.answers.get(BLIND, []), blind.loss),
    ):
        raw, mended = error_of(told), error_of(told, stored["curve"])
        shown = "" if loss is None else f"{loss / max(1, len(told)):.3f}"
        lines.append(f"| {name} | {sum(right for _, right in told)} | {len(told)} | {shown} | {raw:.3f} | {mended:.3f} |")
    lines += ["", "| feature | weight | estimate | pages | domains | cost |", "|---|---|---|---|---|---|"]
    tuned = [page for page in pages if page.corpus != BLIND]
    for row in field.features:
        speaking = [page for page in tuned if any(row.id in claim.features or row.id in claim.own for claim in page.claims)]
        lost = f"{cost[row.id]:.2f}" if row.id in cost else ""
        domains = len({page.domain for page in speaking})
        lines.append(
            f"| `{row.id}`: {row.words} | {stored['features'][row.id]} | {row.estimate} "
            f"| {len(speaking)} | {domains} | {lost} |"
        )
    lines += [
        "",
        "Places, beside their measured reliability: "
        + ", ".join(f"`{name}` {weight:+}" for name, weight in stored["places"].items())
        + ".",
        "",
    ]
    lines += [
        "Confidence, from the judge's probability: " + ", ".join(f"{low} → {high}" for low, high in stored["curve"]) + ".",
        "",
    ]
    return lines


if __name__ == "__main__":
    raise SystemExit(main())
