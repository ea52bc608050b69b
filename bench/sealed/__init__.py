"""The sealed half of the corruption bench: damage and difficult dates that the engine's writers
have not read.

The seal is a rule of work: whoever edits ``service/dates`` or ``service/lexicon`` does not read
these generators, and the command prints totals only, so that no family, page or answer can be tuned
for.  The generators share no code with the engine and were written from what formatters, content
systems and CLDR do, and from no table of the service.
"""
