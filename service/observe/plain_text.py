"""A page's visible text, as a text-dump scraper keeps it → observations.

Nothing marks what is what here, so each line is typed by its content and its place: label lines, the headline, the byline,
captions, the body, the author box, copyright lines, and the block of bare values that hidden elements leave behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from service import names
from service.lexicon.comments import opens_comments
from service.lexicon.credits import credit_in
from service.lexicon.date_spans import looks_like_date
from service.lexicon.date_telling import says_when_it_appeared
from service.lexicon.folding import fold
from service.lexicon.labels import LABELS, label_of
from service.lexicon.proper_names import is_byline_names, looks_like_person_name
from service.lexicon.roles import says_only_role
from service.lexicon.words import word_count
from service.model import Finding, FindingCode, Observation
from service.observe.date_stretch import DATE_LINE, date_stretch, is_of_others, stretches
from service.observe.text_block import block_of, read_block, stands_among_values
from service.observe.text_body import densest, widths
from service.observe.text_days import doubt_days_among_words, tell_days_behind, tell_days_of_no_article, tell_mastheads
from service.observe.text_dump import DATES, MOST_OTHER_DATES, Dump, is_about, number_of
from service.observe.text_headline import read_headline
from service.observe.text_labels import read_labels, say_dates
from service.observe.text_lines import Line, ends_sentence, kind_of, opens_with_date, part_kind, read_lines, signed_parts
from service.observe.text_wrapping import JOINTS, joined

FINDINGS = (
    FindingCode(
        "page_truncated",
        "warning",
        "The page is larger than the limits; what stands before the limit was read.",
        "Send the article alone, or raise the limit.",
    ),
)


def observe_text(text: str, address: str = "") -> tuple[tuple[Observation, ...], str, tuple[Finding, ...]]:
    """The observations of a text dump, its body text, and findings about the whole; the address may name its headline."""
    lines, findings = read_lines(text)
    dump = Dump(joined(lines))
    _type_lines(dump)
    _find_body(dump)
    read_labels(dump)
    read_headline(dump, address)
    _read_bylines(dump)
    _read_near_headline(dump)
    _read_split_byline(dump)
    tell_mastheads(dump)
    _read_standing_name(dump)
    read_block(dump)
    _drop_what_is_others(dump)
    tell_days_behind(dump)
    tell_days_of_no_article(dump)
    doubt_days_among_words(dump)
    _read_own_sentence(dump)
    _read_author_box(dump)
    _read_rest(dump)
    dump.observations.sort(key=lambda o: (number_of(o), o.order))
    ordered = tuple(_ordered(dump.observations))
    return ordered, "\n\n".join(line.raw for line in dump.body), findings


def _ordered(observations: list[Observation]) -> Iterator[Observation]:
    for order, o in enumerate(observations):
        yield Observation(o.field, o.raw, o.source, o.locator, order)


def _type_lines(dump: Dump) -> None:
    for line in dump.lines:
        line.kind = kind_of(line.text)


def _find_body(dump: Dump) -> None:
    """The body: from the first paragraph to the last before the author box, the copyright line or the page's furniture."""
    paragraphs = [i for i, line in enumerate(dump.lines) if line.kind == "paragraph" and not stands_among_values(dump, i)]
    if not paragraphs:
        return
    first, most = densest(dump.lines)
    wide = widths(dump.lines)
    start = next((i for i in paragraphs if i >= first), paragraphs[0])
    last = start
    for i in range(start, len(dump.lines)):
        line = dump.lines[i]
        # a sharing bar below the lead ends no body whose most is to come
        late = wide[most + 1] - wide[min(i, most + 1)] <= wide[i] - wide[start]
        if late and opens_comments(line.text) and _is_end(dump.lines, i):
            dump.comments = line.number
        if late and (dump.comments or _is_other_end(dump.lines, i)):
            break
        if line.kind == "paragraph" or (line.kind == "" and ends_sentence(line.text)):
            last = i
    dump.body = [line for line in dump.lines[start : last + 1] if line.kind in ("", "paragraph")]
    for line in dump.body:
        line.kind = "body"


def _is_other_end(lines: list[Line], i: int) -> bool:
    """Whether the line at this place ends the article: a copyright's, the page's furniture, or who wrote it."""
    kind = lines[i].kind
    return kind == "copyright" or (kind == "furniture" and _is_end(lines, i)) or _opens_biography(lines, i)


def _opens_biography(lines: list[Line], i: int) -> bool:
    """Whether a person's name stands alone and opens the next line: "Jane Doe" / "Jane Doe, who covers courts, has …"."""
    name = lines[i].text
    return i + 1 < len(lines) and looks_like_person_name(name) and is_about(name, lines[i + 1].text)


def _is_end(lines: list[Line], i: int) -> bool:
    """Whether the furniture at this place ends the article: one "Read more" among paragraphs does not."""
    following = [line.kind for line in lines[i + 1 : i + 4]]
    return following.count("paragraph") < 2


def _read_bylines(dump: Dump) -> None:
    """Names and dates of the byline; a byline may be empty ("By    |   3 May 2021") and may fill two lines."""
    block = block_of(dump)
    inside = {line.number for line in block}
    dated = any(looks_like_date(line.text) for line in block) or any(o.field == "datePublished" for o in dump.observations)
    for line in dump.lines:
        if line.kind != "byline" or line.number in inside:
            continue
        parts = signed_parts(line.text)
        named = any(part_kind(part) == "author" for part in parts)
        for part in parts:
            said = len(dump.observations)
            _read_byline_part(dump, part, line, dated, named)
            dated = dated or any(o.field == "datePublished" for o in dump.observations[said:])


def _read_byline_part(dump: Dump, part: str, line: Line, dated: bool, named: bool) -> None:
    labelled = label_of(part)
    kind = part_kind(part)
    if labelled and labelled[0] in DATES:
        name = "datePublished" if labelled[0] == "date" else labelled[0]
        say_dates(dump, name, labelled[1], line, "text:byline")
    elif kind == "date":
        after = dump.is_elsewhere(line) or (bool(dump.body) and line.number > dump.body[-1].number)
        other = after or is_of_others(part, named) or (dated and _is_caption_of_body(dump, part, line))
        dump.say("otherDate" if other else "datePublished", part, "text:byline", line)
    elif kind == "author":
        said = labelled[1] if labelled and labelled[0] == "author" else part
        dump.say("author", said.strip("*_ "), "text:byline", line)


def _read_near_headline(dump: Dump) -> None:
    """Dates in short lines between headline and body that are no plain byline, where no byline has one.

    "Apr. 28, 2023 1:15 pm 312 Comments", "TIMESOFINDIA.COM / Sep 2, 2024, 17:07 IST", "Post date March 5, 2014".
    """
    if any(o.field in ("date", "datePublished") for o in dump.observations):
        return
    start = dump.body[0].number if dump.body else 0
    headline = dump.headline_number
    for line in dump.lines:
        near = not dump.is_elsewhere(line) if dump.byline_range else headline < line.number < start
        if not near or line.number == headline or line.kind not in ("", "body", "furniture") or len(line.text) > DATE_LINE:
            continue
        for kind, part in stretches(line.text, unnamed=True):
            if not kind and any(part in piece and opens_with_date(piece) for piece in _SLASH.split(line.text)):
                dump.say("datePublished", part, "text:near-headline", line)
                line.kind = "byline"


_SLASH = re.compile(r"\s/+\s|\s[|·•⋅]\s")


def _is_caption_of_body(dump: Dump, part: str, line: Line) -> bool:
    """Whether words and a date right above a paragraph are a picture's: "Az új híd, 2013. július 14."

    Asked where the dump states another date: a place's name and a date may open a story too.
    """
    below = next((body for body in dump.body if body.number > line.number), None)
    glued = below is not None and below.number == line.number + 1 and not below.after_blank
    words = [fold(word.strip(",.،")) for word in re.split(r"\d", part, maxsplit=1)[0].split()]
    strange = [word for word in words if len(word) > 1 and not names.months(word) and not names.weekdays(word)]
    return glued and len(strange) > 1


def _read_own_sentence(dump: Dump) -> None:
    """The day in a sentence below a text, where nothing else tells it: "This entry was posted on … and is filed under Law."."""
    if any(o.field in ("date", "datePublished") for o in dump.observations):
        return
    opening = ((line, line.text[:DATE_LINE]) for line in dump.lines)
    for line, text in opening:
        if says_when_it_appeared(text):
            dump.say("datePublished", date_stretch(text), "text:byline", line)
            return


#: How often a name between headline and date that no byline word opens is the author's: a place or a topic can stand there.
_STANDING = 0.65


def _read_standing_name(dump: Dump) -> None:
    """A name alone between the headline and a date line next to it, where no byline word names an author."""
    if any(o.field == "author" for o in dump.observations):
        return
    headline = next((o.locator for o in dump.observations if o.field == "headline"), "")
    dated = {o.locator for o in dump.observations if o.field in DATES}
    head = [line for line in _before_body(dump) if not _is_beside_name(line.text)]
    start = next((i for i, line in enumerate(head) if f"line {line.number}" == headline), len(head))
    for i, line in enumerate(head[start + 1 :], start + 1):
        beside = head[max(start + 1, i - 1) : i + 2]
        alone = (
            line.kind == ""
            and not dump.is_elsewhere(line)
            and 2 <= len(line.text.split()) <= 4
            and looks_like_person_name(line.text)
        )
        if alone and any(f"line {other.number}" in dated for other in beside):
            dump.say("author", line.text, "text:byline", line, _STANDING)
            return


def _is_beside_name(text: str) -> bool:
    """Whether a line stands between a name and the date and is neither: a role, an account, the article's count of words."""
    first, _, rest = text.partition(" ")
    counted = first.isdigit() and fold(rest) in LABELS["wordCount"]
    return counted or (first[0] == "@" and not rest) or says_only_role(text)


def _read_split_byline(dump: Dump) -> None:
    """Names on the lines below a byline word that stands alone, as dumps of single texts have them: "By", "Jane Doe"."""
    for i, word in enumerate(dump.lines):
        if fold(word.text).strip(" :") not in LABELS["author"] or dump.is_elsewhere(word):
            continue
        for joint, name in zip([word, *dump.lines[i + 2 :: 2]], dump.lines[i + 1 :: 2], strict=False):
            if not (joint is word or fold(joint.text) in JOINTS) or not is_byline_names(name.text):
                break
            dump.say("author", name.text, "text:byline", name)


def _drop_what_is_others(dump: Dump) -> None:
    """Leave out what a whole page's dump says beside other stories and pictures, of people, sources, topics and sections.

    What is labelled may stand below the body too: the article is signed there, and filed under its topics.
    """
    if dump.byline_range is None:
        _drop_authors_behind(dump)
        return
    first, last = dump.byline_range
    end = dump.body[-1].number if dump.body else last
    kept = []
    for o in dump.observations:
        below = _BELOW.get(o.field) if o.source.id == "text:label" else 0
        bound = last if below is None else max(last, end + below)
        if o.field not in _OF_THE_ARTICLE or first <= number_of(o) <= bound or o.source.id == "text:block":
            kept.append(o)
    dump.observations[:] = kept


_OF_THE_ARTICLE = frozenset(("author", "publisher", "keywords", "articleSection", "description"))
#: Lines below the body's last in which a label may still be the article's: a teaser has its title above its byline.
_BELOW = {"author": 1, "keywords": 15, "articleSection": 15}


def _drop_authors_behind(dump: Dump) -> None:
    """Leave out authors behind the body where one is named above it, and those of comments and of other stories' titles."""
    if not dump.body:
        return
    first, last = dump.body[0].number, dump.body[-1].number
    above = {fold(str(o.raw)) for o in dump.observations if o.field == "author" and number_of(o) < first}
    titles = (line.number for line in dump.lines if line.number > last and line.kind == "" and word_count(line.text) >= _TITLE)
    bound = min(next(titles, dump.lines[-1].number), dump.comments or dump.lines[-1].number)
    dump.observations[:] = [
        o
        for o in dump.observations
        if o.field != "author"
        or number_of(o) <= (last if above else bound)
        or fold(str(o.raw)) in above
        or o.source.id == "text:block"
    ]


#: The title of another story has so many words; "Share" and "Recommended" have fewer.
_TITLE = 3


def _before_body(dump: Dump) -> list[Line]:
    if not dump.body:
        return dump.lines[:60]
    return [line for line in dump.lines if line.number < dump.body[0].number][-60:]


def _read_author_box(dump: Dump) -> None:
    """The author who stands alone behind the body and opens the lines about him."""
    for i, line in enumerate(dump.lines[:-1]):
        if line.kind in ("", "byline") and _opens_biography(dump.lines, i):
            dump.say("author", line.text, "text:biography", line)
            dump.say("biography", dump.lines[i + 1].text, "text:biography", dump.lines[i + 1])
            line.kind = dump.lines[i + 1].kind = "biography"


def _read_rest(dump: Dump) -> None:
    """Copyright lines, captions, the dates of running text and of everything else: recorded, so that nothing is lost."""
    for line in dump.lines:
        if line.kind == "copyright":
            dump.say("copyright", line.text, "text:copyright", line)
            dump.say_other_dates(line, "text:copyright")
        elif line.kind in ("caption", "body", "furniture", "biography"):
            if line.kind == "caption" and (credit := credit_in(line.text)):
                dump.say("imageCredit", credit, "text:credit", line)
            dump.say_other_dates(line, "text:caption" if line.kind == "caption" else "text:body")
        elif line.kind in ("", "paragraph") and dump.other_dates < MOST_OTHER_DATES:
            dump.say_other_dates(line, "text:furniture")
