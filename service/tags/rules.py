"""The rules and findings of the tags: what goes wrong with them, why, and an example of each."""

from __future__ import annotations

from service.model import FindingCode, rules_of

RULES = rules_of(
    "keywords",
    """
    duplicate_tag dup-exact dup-case dup-casefold dup-width dup-hash dup-accent dup-case-greek dup-space-cjk
        one tag is listed twice, in one spelling or in two that mean the same to a reader
        several editors, an automatic tagger beside the editor, or the joined lists of two templates
        china, u.s., ukraine, russia, ukraine → china, u.s., ukraine, russia
    slug_as_tag dup-slug
        the first spelling of a tag is only the slug, hashtag or torn form of a later one
        a template prints the address of the tag page beside its title
        formula-1, Formula 1 → Formula 1
    tag_in_letters letters
        the list holds single letters
        a program loops over a string as if it were a list
        c h i n a , u . s . → china, u.s.
    split_serialised_tags repr-split
        a printed list was cut at its commas, brackets and quotes included
        split(',') on the printed form of a list
        "['ukraine'", "'russia']" → ukraine, russia
    serialised_tag_list repr
        the tags are the printed form of a list of a programming language
        str(list) or JSON in a text field
        ['ukraine', 'russia'] → ukraine, russia
    list_inside_tag separator
        one tag of a list is itself a list
        a text field for one tag is used for many
        ["war, peace, china"] → war, peace, china
    label_in_tag label-in-tag
        the label of the list is part of a tag
        the text is taken with its caption
        Tags: war → war
    tag_count count-suffix
        a count stands after the tag
        a tag cloud prints how often each tag is used
        Ukraine (345) → Ukraine
    mixed_script_tag homoglyph
        letters of two scripts stand in one word
        one letter was typed in another keyboard layout, where it looks the same
        СOVID-19 (Cyrillic С) → COVID-19
    url_as_tag url-as-tag
        the address of the tag page stands in place of the tag
        the link's href is taken for its text
        https://news.example.com/tag/ukraine → ukraine
    link_as_tag
        a link to more, an account or a counter stands among the tags
        all links of a list are taken for tags
        Ukraine, All topics → Ukraine
    machine_tag machine-tags
        a CMS's own classification stands among the tags
        an internal taxonomy is printed
        tone/news, world/ukraine → ukraine
    placeholder_tag placeholder-tags
        a CMS's default stands in place of a tag
        nobody chose a category
        Uncategorized →
    identifier_as_tag numbers
        an id of the CMS stands in place of a tag
        keys are printed instead of names
        1048576 →
    sentence_as_tag sentence-as-tag
        a sentence stands in the place of tags
        the description is in the wrong field
        Read the latest news… →
    site_name_as_tag site-name-as-tag
        the publisher's name stands among the tags
        a template adds it everywhere
        The Example Times →
    headline_as_tag
        the headline stands among the tags
        a template fills the keywords with the title
        Bridge closed for repairs until May →
    author_as_tag author-as-tag
        the author's name stands among the tags
        a template adds the byline
        Jane Doe →
    date_as_tag date-as-tag
        the day of publication stands among the tags
        archive pages by day are kept as tags
        25 February 2022 →
    boilerplate_tag
        a tag stands on the site's pages whatever the story
        a template or a plug-in prints the site's own keywords among those of the article; only a profile can tell
        news, example times, ferries → ferries
    """,
)

FINDINGS = (
    FindingCode(
        "section_as_tag",
        "info",
        "One of the tags is the section's name; it stays, since on many sites it is a topic too.",
        "Remove it if your tags must not repeat the section.",
    ),
    FindingCode(
        "tag_lists_differ",
        "info",
        "Two places of the page give different lists of tags; the more reliable one is given, the others are in the evidence.",
        "Read the evidence when you want every tag that the page shows anywhere.",
    ),
    FindingCode(
        "too_many_tags",
        "warning",
        "The page has more tags than the answer keeps.",
        "Such a list is usually keyword stuffing; look at the page before you use it.",
    ),
)

EXPLANATIONS = {rule.id: rule.damage for rule in RULES}
