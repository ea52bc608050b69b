"""The features of lists of authors: what tells who wrote the article from cards, outlets, agencies and whom it is about."""

from __future__ import annotations

from service.judge.features import Feature, mark

FEATURES: tuple[Feature, ...] = (
    mark("confirmed", "printed at several places", 1.0),
    mark("contradicted", "printed, as other names are elsewhere", -1.0),
    mark("several", "several names, each of an element of its own", -2.0),
    mark("about", "the headline has the name", -2.0),
    mark("signed", "printed behind a byline's word", 1.0),
    mark("one_word", "one word", -0.5),
    mark("later", "not the first byline of a dump", -1.0, own=False),
    mark("outlet", "the outlet's own name, where another names somebody", -2.0, own=False),
    mark("part", "a part of what machines are told", -1.0, own=False),
    mark("unnamed", "a newsroom, a host or an account, where nobody is named", -1.0),
    mark("usual", "on every page of the site, where another is not", -1.0, own=False),
)
