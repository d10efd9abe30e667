"""Whether two names may be one person's, written twice: a letter left out, two changed round, a short form, one more.

Says nothing of who somebody is: a person looks at what is found. Names are compared word by word, so that a shared
surname alone makes nobody alike.
"""

from collections.abc import Iterable
from difflib import SequenceMatcher

ENOUGH_OF_A_WORD = 0.75
"""The share of two words' letters that must stand in both, in the same order (assumption, 0 to 1): Milo and Mila."""
_SHORT_FORM = 3


def names_alike(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether every word of the shorter name has a word of its own in the longer that may be the same.

    Takes the names as words in small letters without accents. Two words written as one are the same name. An empty
    name is like no other.
    """
    shorter, longer = sorted((sorted(one), sorted(other)), key=len)
    if not shorter:
        return False
    if sorted("".join(shorter)) == sorted("".join(longer)) and len(shorter) != len(longer):
        return True
    left = list(longer)
    for word in shorter:
        nearest = max(left, key=lambda each: _likeness(word, each))
        if _likeness(word, nearest) < ENOUGH_OF_A_WORD:
            return False
        left.remove(nearest)
    return True


def _likeness(one: str, other: str) -> float:
    """How much of two words is the same, from 0 to 1; a short form of three letters or more is the whole name."""
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORT_FORM and long.startswith(short):
        return 1.0
    # The library's answer depends on the order of the two; the greater of both does not.
    return max(SequenceMatcher(None, short, long).ratio(), SequenceMatcher(None, long, short).ratio())
