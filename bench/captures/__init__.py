"""Made histories of articles with known truth: what several looks at one address tell of it.

Nothing here shares code with the engine.  ``frequencies`` says how often each life, edit, habit and
look occurs, and was set before the engine was tried; ``lives`` draws a life, ``pages`` writes the
page of each look, ``truth`` says what a careful reader of the looks would know, ``judge`` compares
the answers with it, and ``asked`` alone knows how the engine is asked.
"""
