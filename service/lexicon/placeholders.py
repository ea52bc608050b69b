"""Placeholders: what fills a field in which nobody wrote anything."""

from __future__ import annotations

import re

from service.lexicon.folding import fold
from service.lexicon.lines import LINE_LIMIT
from service.lexicon.memory import remembered
from service.lexicon.words import phrase_set

#: Words that fill a field in which nobody wrote anything: CMS defaults, unfilled templates, programmers' nothings.
PLACEHOLDERS = phrase_set(
    """
        null, undefined, none, nil, nan, n/a, na, nat, array, \\n, (none), (null), [], {}, <na>
        -, --, ., ?, tbd, todo, test, default, unknown, untitled
        no title, (no title), empty, false, true, string, object, [object object], lorem ipsum, title
        description, keywords, tags, author, name, page title, uncategorized, uncategorised, sin categoría
        sin categoria, sem categoria, non classé, non classifié, nicht kategorisiert, unkategorisiert, allgemein
        geen categorie, senza categoria, ukategorisert, ikke kategoriseret, okategoriserad, luokittelematon
        bez kategorii, nezařazené, nezaradené, без рубрики, без категории, kategorilenmemiş, genel, غير مصنف
        דף הבית, 未分類, 未分类, 미분류, chưa phân loại, tak berkategori, χωρίς κατηγορία, egyéb
        kategorizálatlan, necategorisit, uncategorized @en, author name, meta description
        page description, just another wordpress site, just another wordpress weblog, un site utilisant wordpress
        eine weitere wordpress-website, ein weiterer wordpress-blog, otro sitio realizado con wordpress
        un nuovo sito targato wordpress, só mais um site wordpress, mais um site wordpress, nog een wordpress site
        kolejna witryna oparta na wordpressie, ещё один сайт на wordpress, bir başka wordpress sitesi
        """
)
_TEMPLATE = re.compile(
    r"\{\{[^{}]*\}\}|\{%.*%\}|\[\[[^\[\]]*\]\]|<%.*%>|\$\{[^{}]*\}|%%\w+%%|__\w+__|\{\w+\}|%\w+%|\[\w+(?::\w+)+\]|"
    # the dummy text goes on with "dolor"; "Lorem ipsum: a short history of dummy text" is an article
    r"lorem ipsum,? dolor\b.*|"
    r"(?:(?:your|the|page|post|article|site|meta) )*"
    r"(?:title|description|text|headline|content|name|summary|excerpt) goes here[.!]?"
)


@remembered
def is_placeholder(text: str) -> bool:
    """Whether the text is a CMS default, an unfilled template or a programmer's nothing: "{{author}}", "null", "[None]"."""
    folded = fold(text[:LINE_LIMIT])
    if not folded or folded in PLACEHOLDERS or _TEMPLATE.fullmatch(folded):
        return True
    if folded[0] not in _OPENINGS and folded.split(" ")[0] not in _NOTHINGS:
        return False
    # "['']", "[null, null]", "None None": nothings, however many and whatever printed them
    inner = folded.strip("[](){}<>'\" ,")
    return all(not word or word in _NOTHINGS for word in re.split(r"[\s,'\"]+", inner))


_OPENINGS = frozenset("[({<'\"\\")
#: What programs and databases print where there is nothing; NULL is \\N in the dumps of two of them.
_NOTHINGS = frozenset(("null", "none", "nan", "undefined", "n/a", "nat", "\\n"))
