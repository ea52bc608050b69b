"""Small pure recognisers that several rooms need: does a text look like a date, a name, an organisation, a list of tags?

They judge shape only, never meaning, and every one of them is linear in the length of its input.  The tables are plain words in
many languages, folded with :func:`service.lexicon.texts.fold`; adding a language is adding words.
"""
