"""Which script a run of text is in, for names kept beside their Latin form.

Knows the letters of Arabic script, with Kurdish and Persian ones, and of Ethiopic. Knows no font and no page.
"""

import re
from typing import Literal

Script = Literal["arabic", "ethiopic"]

# Which language a name in a script is from, nobody has told us: the tag tells the script alone (BCP 47).
TAGS: dict[Script, str] = {"arabic": "und-Arab", "ethiopic": "und-Ethi"}

_ARABIC = r"[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"
_ETHIOPIC = r"[\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f]"
# A run of Arabic holds the spaces and joiners between its words, since the words of a run stand right to left.
_RUNS = re.compile(
    rf"(?P<arabic>{_ARABIC}(?:[ \u200c\u200d'-]*{_ARABIC})*)|(?P<ethiopic>{_ETHIOPIC}(?:[ '-]*{_ETHIOPIC})*)"
)


def runs(text: str) -> list[tuple[Script | None, str]]:
    """The text cut where its script changes: each piece with its script, None for our own, none empty."""
    pieces: list[tuple[Script | None, str]] = []
    end = 0
    for found in _RUNS.finditer(text):
        script: Script = "arabic" if found.lastgroup == "arabic" else "ethiopic"
        pieces += [(None, text[end : found.start()]), (script, found[0])]
        end = found.end()
    return [(script, piece) for script, piece in (*pieces, (None, text[end:])) if piece]
