"""Changed pages: ``python -m bench.changes`` changes gold pages in ways that must not matter.

Most of the changes (``ways.py``) must change no answer, such as a page that is minified or whose
class names are hashed; some take metadata away and may only withhold.  Counted is how many answers
move, and of them those that become wrong at a confidence of .9 or more.  ``--write`` writes
bench/reports/changes.md and changes.json; ``--floors`` measures a fixed sample and fails beyond
bench/changes_floors.json, and ``--lower`` lowers that file to today's figures.  ``--every N`` reads
one page in N; ``--moved CHANGE`` lists what moved, never on a page of gold-blind.
"""
