"""Options that may be followed by several values, and the one option that may stand anywhere.

`--line 2018-09=520 2018-10=520` means --line twice. `--why` belongs to no single command.
"""

import re

_SEVERAL = {
    "--instalment": re.compile(r"\d{4}-\d{2}-\d{2}=.*"),
    "--line": re.compile(r"\d{4}-\d{2}=.*"),
    "--accept": re.compile(r"\d{4}-\d{2}=.*"),
    "--due": re.compile(r"\d{4}-\d{2}-\d{2}=.*"),
    "--accepts": re.compile(r"[a-z][a-z_]*"),
    "--except": re.compile(r"[a-z][a-z_]*"),
}


def spread(words: list[str]) -> list[str]:
    """The words with every further value given its option again."""
    out: list[str] = []
    option: str | None = None
    fresh = False
    for word in words:
        if word in _SEVERAL:
            option, fresh = word, True
        elif option is not None and not fresh and _SEVERAL[option].fullmatch(word):
            out.append(option)
        elif fresh:
            fresh = False
        else:
            option = None
        out.append(word)
    return out


def why_first(words: list[str]) -> list[str]:
    """The words with `--why REASON` at their head, where the program itself reads it."""
    if "--why" not in words[:-1]:
        return words
    at = words.index("--why")
    return [*words[at : at + 2], *words[:at], *words[at + 2 :]]
