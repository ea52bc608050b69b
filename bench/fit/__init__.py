"""Fits the judge's weights: ``python -m bench.fit --write`` writes service/judge/weights.json and
bench/reports/fit.md.

The engine reads the pages of gold and gold-more, and what it hands to the judge is kept
(``pages``): the claims of each page, and which of them the corpus calls right.  The weights
maximise the conditional likelihood of the right claims (of "none of these" where none is), drawn
towards the estimates of the tables; signs are kept (``model``).  Figures are cross-validated by
domain; the curve of confidence too.  gold-blind is scored with the weights, never fitted to, and
only its totals are printed. A text dump's headline is one of its lines: these weights are fitted to
dumps that are made of the same pages. About five minutes.
"""
