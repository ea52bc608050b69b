"""Laws of the tags: answers are their own answers, order of sources does not matter, nothing new
appears.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service import tags
from service.model import Context, Json, Observation, Source

words = st.sampled_from(
    "harbour Harbour HARBOUR harbour-bridge harbour_bridge bridge #bridge IT it u.s. us "
    "C++ é É élan Élan ΑΘΗΝΑ Αθήνα 港口 "
    "news News null Uncategorized war,peace 1984 123456 (12) &amp; <b>port</b> D.C. "
    "[port ] tag: Tags:port ; | / · '".split()
)
phrases = st.lists(words, min_size=1, max_size=3).map(" ".join) | st.text(max_size=12)
lists = st.lists(phrases, max_size=8)
raws: st.SearchStrategy[Json] = (
    lists.map(list) | lists.map(", ".join) | lists.map(" | ".join) | st.text(max_size=60)
)


def observed(raw: Json, source: str = "meta:keywords", reliability: float = 0.8) -> Observation:
    """One statement about tags."""
    return Observation("keywords", raw, Source(source, "keywords", "machine", reliability), source)


@given(raws)
def test_an_answer_is_its_own_answer(raw: Json) -> None:
    """The emitted list, sent back, comes back unchanged and without repairs."""
    first = tags.resolve([observed(raw)], Context())
    second = tags.resolve([observed(first.value)], Context())
    assert second.value == first.value
    assert second.repairs == ()
    assert second.status in ("stated", "absent")


@given(st.lists(raws, min_size=2, max_size=4), st.data())
def test_the_order_of_sources_does_not_matter(values: list[Json], data: st.DataObject) -> None:
    """Permuted statements of different sources give the same resolution."""
    rows = [observed(raw, f"ld+json:keywords{i}", 0.6 + i / 10) for i, raw in enumerate(values)]
    shuffled = data.draw(st.permutations(rows))
    assert tags.resolve(rows, Context()) == tags.resolve(shuffled, Context())


@given(raws)
def test_confidence_and_candidates_are_probabilities(raw: Json) -> None:
    """Confidence lies between zero and 0.9999, and candidates add up to at most one."""
    found = tags.resolve([observed(raw)], Context())
    assert 0 <= found.confidence <= 0.9999
    assert sum(candidate.probability for candidate in found.candidates) <= 1


@given(raws)
def test_every_repair_is_in_the_table_and_points_at_evidence(raw: Json) -> None:
    """No repair without a rule, no pointer into nothing."""
    found = tags.resolve([observed(raw)], Context())
    known = {rule.id for rule in tags.RULES} | {code.code for code in tags.FINDINGS}
    assert {repair.rule for repair in found.repairs} | {
        finding.code for finding in found.findings
    } <= known
    assert all(0 <= i < len(found.evidence) for repair in found.repairs for i in repair.evidence)
