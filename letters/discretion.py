"""What a landlord's paper never says about the tenant.

Knows the words, and the ways of writing an age or a day of birth, that would tell a landlord of a tenant's age or
care status. Does not judge names or addresses: a person may be called anything, and the landlord knows the name
already.
"""

import re
from collections.abc import Iterable

_YEARS_IN_WORDS = (
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty (?:one|two|three|four|five|six)|twenty"
)
_AGE = rf"(?:1[4-9]|2[0-6]|{_YEARS_IN_WORDS})"
"""The years of those whom a scheme for care leavers may serve, with some on either side."""
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_STREETS = (
    r"road|street|lane|avenue|close|court|drive|way|place|gardens?|hill|terrace|crescent|square|row|grove|park|"
    r"house|mews|walk|green|rise|view|parade|quay"
)
_OTHER_COUNT = (
    r"(?! ?(?:[/:.,]\d|%|per ?cent|p\b|pence|pounds?|working|days?|weeks?|months?|hours?|minutes?|times?|pages?|"
    rf"of\b|(?:or|to|and) \d|{_MONTH}\b|(?:\w+ ){{1,3}}(?:{_STREETS})\b))"
)
"""A number that goes on as a sum, a date, an address or a count of something else is no age."""
_BIRTH_YEAR = r"(?:19[5-9]\d|200\d|201[0-2])"
"""A scheme that began in 2018 has no rent and no decision of these years; its tenants were born in them."""

_WORDS = (
    r"care ?leavers?",
    r"care ?experienced",
    r"(?<!take )(?<!takes )(?<!took )(?<!taken )(?<!taking )(?<!due )(?<!reasonable )care",
    r"cared for",
    r"carers?",
    r"children s (?:homes?|services|social care)",
    # A landlord or an agent may well be called Foster.
    r"(?<!mr )(?<!mrs )(?<!ms )(?<!miss )(?<!dr )foster(?:s|ed|ing)?",
    r"kinship",
    r"special guardian\w*",
    r"looked after",
    r"former relevant",
    r"corporate parent\w*",
    r"personal advis[eo]rs?",
    r"social (?:work|workers?|services)",
    r"pathway plans?",
    r"18 ?plus",
    r"18\+",
    r"asylum\w*",
    r"refugees?",
    r"leave to remain",
    r"unaccompanied",
    r"uasc",
    r"young (?:person|people|adults?|man|men|woman|women|tenants?)",
    r"youths?",
    r"youngsters?",
    r"teenage(?:d|rs?)?",
    r"teens?",
    rf"(?:under|over|not yet|still|only|just|almost|nearly|barely) {_AGE}s?{_OTHER_COUNT}",
    rf"(?:turn(?:s|ed|ing)?|reach(?:es|ed)?) {_AGE}{_OTHER_COUNT}",
    rf"(?:is|was|s|m|am|are|were|be|being) (?:now |about |around )?{_AGE}{_OTHER_COUNT}",
    rf"{_AGE} ?(?:years?|yrs?|y ?/? ?o)(?: old| of age)?",
    rf"at {_AGE}{_OTHER_COUNT}",
    r"dates? of birth",
    r"births?",
    r"d ?\.? ?o ?\.? ?b\.?",
    r"born",
    r"birthdays?",
    r"ages?",
    r"aged",
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?)?{_MONTH}\.?,? (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?{_BIRTH_YEAR}",
)
_PATTERN = re.compile(rf"(?<!\w)(?:{'|'.join(_WORDS)})(?!\w)", re.IGNORECASE)
_DAY_NUMBER, _MONTH_NUMBER = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_IN_FIGURES = re.compile(
    rf"(?<![\w./-])(?:{_DAY_NUMBER} ?[-./] ?{_MONTH_NUMBER} ?[-./] ?(?:{_BIRTH_YEAR}|9\d|0\d|1[0-2])"
    rf"|{_BIRTH_YEAR} ?[-./] ?{_MONTH_NUMBER} ?[-./] ?{_DAY_NUMBER})(?![\w-])"
)

_JOINS = re.compile(r"[\s_'\N{RIGHT SINGLE QUOTATION MARK}\N{NON-BREAKING HYPHEN}\N{EN DASH}-]+")


def told(text: str) -> list[str]:
    """The words in `text` that no landlord's paper may carry, each once and in order.

    However they are joined: `care-leavers@example.org` tells as much as "care leavers".
    """
    parted = _JOINS.sub(" ", text)
    found = (*_PATTERN.finditer(parted), *_IN_FIGURES.finditer(text))
    return list(dict.fromkeys(each.group().casefold() for each in found))


def check(field: str, text: str | Iterable[str] | None) -> None:
    """Raise ValueError naming the field whose text, or any of whose texts, tells a landlord too much; None passes."""
    said = text or "" if text is None or isinstance(text, str) else "\n".join(text)
    if words := told(said):
        raise ValueError(f"expected {field} to keep from a landlord the words {', '.join(words)}")
