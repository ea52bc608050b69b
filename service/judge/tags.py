"""The features of lists of tags: what tells an article's topics from its site's words, a cloud, a menu and cut titles."""

from __future__ import annotations

from service.judge.features import Feature, mark

FEATURES: tuple[Feature, ...] = (
    mark("headlines", "headlines of other stories", -3.0),
    mark("of_site", "a site's words for itself", -3.0),
    mark("cut_title", "a title cut at its blanks", -3.0),
    mark("crowd", "as long as a cloud or a menu", -1.0),
    mark("found_by_class", "found by a class or an address", -0.5),
    mark("few_by_class", "one or two, found by a class or an address", -1.0),
    mark("linked_alone", "links to tags' pages, where machines are told none", 1.0),
    mark("shown_whole", "shown to readers tag for tag", 1.0),
    mark("in_text", "the share of them that the text has", 1.0),
)
WORDS = {feature.id: feature.words for feature in FEATURES}
