"""Where dates stand in a text, and what stands around them; what a date means is the affair of
``service/dates``.

Each file answers one question, and asks only those above it:

* ``date_words``: which words and numbers does a text have, plainly spelt, and what do they name?
* ``figures``: how is a date written in figures, "2022-02-25"?
* ``scanner``: where in a text does each date stand, in figures or beside a month's name?
* ``clocks``: where does the time of day stand, and its zone?
* ``relative_words``: does a text say how long ago, "3 hours ago", or name a day, "yesterday"?
* ``shapes``: which number of one date may be its day, its month, its year?
* ``date_spans``: which dates does a text hold, as written, and is it a date and nothing else?
* ``ranges``: does it hold a first and a last day, "5–7 March 2021"?
* ``labelled``: by which label or byline does a line begin, and what is left of it?
* ``date_context``: what do the words around a date say of it: a label, another day, a sentence?
* ``date_lines``: which dates does a short line hold, each with its label and its clock, and which
  of them belong to an event or to another subject?
"""
