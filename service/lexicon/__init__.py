"""Small pure recognisers that several rooms need: does a text look like a date, a name, an
organisation, a list of tags?

They judge shape only, never meaning, and every one of them is linear in the length of its input.
The words of languages are data, beside the modules (``tables.py``); adding a language is adding
words.
"""
