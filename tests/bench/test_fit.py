"""The fit: its gradient is that of its loss, its curve says what answers bear out, and the weights
are what it finds.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from bench.data import BLIND, CORPORA
from bench.fit.__main__ import WEIGHTS, as_text
from bench.fit.model import Model, crossed_error, curve, error_of, weights_of
from bench.fit.pages import FIELDS, Example, beside, examples, scraped
from service.judge import Claim
from service.judge.scorer import calibrated
from service.model import Source


def example(domain: str, right: tuple[bool, ...]) -> Example:
    """A page with two claims, the first of the title's, the second of the heading's."""
    title, head = (
        Source("html:title", "headline", "machine", 0.42),
        Source("html:h1", "headline", "human", 0.75),
    )
    claims = (
        Claim("a", "a | b", (title,), {"site_kept": 1.0, "in_address": 0.5}),
        Claim("b", "a", (title, head), {"short_wording": 1.0}),
    )
    return Example("gold", domain, claims, right)


PAGES = [example(f"{n}.example", (n % 3 == 0, n % 3 == 1)) for n in range(24)]


def test_the_gradient_is_that_of_the_loss() -> None:
    """Each component is what a small step changes."""
    model = Model(FIELDS[0], PAGES)
    weights = model.start + 0.1
    for page in PAGES[:3]:
        gradient = [0.0] * len(weights)
        model.page(weights.tolist(), page, gradient)
        for at in range(len(weights)):
            step = np.zeros_like(weights)
            step[at] = 1e-6
            above, below = (
                model.page((weights + sign * step).tolist(), page)[0] for sign in (1, -1)
            )
            change = (above - below) / 2e-6
            assert gradient[at] == pytest.approx(change, abs=1e-5)


def test_a_feature_left_out_has_no_weight() -> None:
    """Leaving one out holds it at nought."""
    model = Model(FIELDS[0], PAGES, "site_kept")
    assert model.named(model.fitted(PAGES))["features"]["site_kept"] == 0


def test_signs_are_kept() -> None:
    """However the pages are, no weight crosses nought against its estimate."""
    model = Model(FIELDS[0], PAGES)
    found = model.named(model.fitted([example(f"{n}.example", (True, False)) for n in range(24)]))[
        "features"
    ]
    assert all(found[row.id] * row.estimate >= 0 for row in FIELDS[0].features)


def test_the_lines_of_dumps_are_summed_at_once() -> None:
    """Many claims of one statement each cost one product of matrices, and the loss and its gradient
    are the same.
    """
    line = Source("text:headline", "headline", "human", 0.5)
    claims = tuple(
        Claim(str(n), str(n), (line,), {"named": n / 4, "few": 1.0 * (n == 2)}) for n in range(4)
    )
    pages = [
        Example("gold", f"{n}.example", claims, tuple(at == n % 5 for at in range(4)))
        for n in range(25)
    ]
    model = Model(next(field for field in FIELDS if field.dumped), pages)
    weights, gradient = model.start + 0.1, [0.0] * len(model.start)
    loss = sum(model.page(weights.tolist(), page, gradient)[0] for page in pages)
    at_once, slope = model.of_lines(pages)(weights)
    assert at_once == pytest.approx(loss)
    assert slope.tolist() == pytest.approx(gradient)


def test_what_extractors_keep_of_a_dump() -> None:
    """The article from its headline on, its opening, a teaser, the body alone; and the foot, which
    is no article.
    """
    body = [
        f"The harbour of Norham was opened again on day {n} after the storm, the mayor said there."
        for n in range(3)
    ]
    lines = ["Menu", "Harbour reopens", "By Jane Doe", *body, "© 2021 Norham Times"]
    kept = [
        text.split("\n")
        for text in scraped(
            ["\n".join(lines)], ["Harbour reopens"], ["Harbour reopens", "Ferry fares rise"]
        )
    ]
    assert kept[1:6] == [lines[1:6], lines[1:5], [lines[1], body[0]], body, lines[6:]]
    assert kept[6:] == [["Ferry fares rise", *lines[2:6]], ["Ferry fares rise", *lines[1:6]]]


def test_what_stands_beside_an_article() -> None:
    """The first text of each kind by its markup, where it has a headline's length."""
    marked = (
        "<figure><figcaption>A ferry leaves</figcaption></figure><aside><a>More</a> <a>"
        "Ferry fares rise</a></aside>"
    )
    assert beside(marked.encode()) == ["A ferry leaves", "Ferry fares rise"]


def test_what_answers_say_too_much_is_found() -> None:
    """Log-odds that are worth half are halved, and those that are turned round still rise."""
    answers = [
        (chance, n < share)
        for chance, share in ((0.9, 750), (0.1, 250), (0.99, 909), (0.01, 91))
        for n in range(1000)
    ]
    assert curve(answers) == pytest.approx((0.5, 0.0), abs=0.02)
    assert curve([(chance, not right) for chance, right in answers])[0] > 0


def test_without_answers_the_judge_is_believed() -> None:
    """What pages say nothing of stays as it is: that many sure answers are right makes no doubtful
    one sure.
    """
    assert curve([]) == pytest.approx((1.0, 0.0), abs=0.01)
    assert calibrated(0.3, curve([(0.98, True)] * 400)) < 0.6


def test_few_wrong_answers_hardly_turn_the_curve() -> None:
    """Twenty answers that turn the odds round leave a slope; two thousand leave the least."""
    few = [(0.9, False), (0.1, True)] * 10
    assert curve(few)[0] > 0.4
    assert curve(few * 100)[0] == pytest.approx(0.1)


def test_a_field_that_is_always_right_is_not_sure() -> None:
    """Four hundred right answers bear out no more than 399 of 400."""
    assert calibrated(0.9999, curve([(0.9999, True)] * 400)) < 0.9995


def test_answers_are_judged_by_those_of_other_folds() -> None:
    """Two folds that are right as often as they say keep that, each by what suits the other."""
    fold = [(0.75, n % 4 > 0) for n in range(200)]
    assert crossed_error([fold, fold]) == pytest.approx(0, abs=0.03)


def test_a_sure_and_right_set_has_no_error() -> None:
    """The calibration error of answers that are as often right as they say is nought."""
    assert error_of([(0.75, n % 4 > 0) for n in range(400)]) == pytest.approx(0, abs=0.02)


def test_the_committed_weights_are_the_fits(data_dir: Path) -> None:
    """The pages that are there give the committed weights, to the last digit.

    Not those of dumps: each page is nine of them, and what they do has floors of its own.
    """
    assert data_dir.is_dir()
    fitted = [field for field in FIELDS if not field.dumped]
    # none of the blind ones, which no weight is fitted to
    pages = examples(fitted, [corpus for corpus in CORPORA if corpus != BLIND])
    found = {field.name: weights_of(field, pages[field.name]) for field in fitted}
    stored = json.loads(WEIGHTS.read_text("utf-8"))
    assert as_text(found) == as_text({name: stored[name] for name in found})
    assert as_text(stored) == WEIGHTS.read_text("utf-8")
