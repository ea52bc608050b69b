"""Lines: how long one is, what stands at its edges, and the parts that bars divide it into."""

from __future__ import annotations

import re

#: Longest text that a recogniser of single lines looks at: nothing longer is a byline, a label or a lone date.
LINE_LIMIT = 400
#: What stands around a line's words without being one of them: bullets, rules, quote marks of mail, bars, colons.
EDGE = " \t*_#>`~-–—•·|:："
_BAR = re.compile(r"\s*[|¦·•∙●▪◦]+\s*|\s+[—–]\s+|\s{3,}")


def split_bars(line: str) -> list[str]:
    """The parts of a line that bars, dots, spaced long dashes or wide gaps part: "By | 3 May 2021" has two."""
    return [part for part in (piece.strip() for piece in _BAR.split(line[:LINE_LIMIT])) if part]
