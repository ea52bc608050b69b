"""Learned places, a trial: ``python -m bench.places`` fits which short text of a page is its byline
to what the pages of ``silver`` state of themselves, and says how often that holds on other hosts.

The machine metadata is taken out of a page, and who wrote it is known from what was taken: the
texts that name these people are right, and all others are not.  Hosts of gold and gold-more are
left out of the fit, so that both measure it, and gold-blind is never read.  The engine does not ask
what is learned here; the report says why.  ``--write`` writes bench/reports/places.md.
"""
