"""What a refusal calls an answer, a criterion or a day, said as the form, the policy and people say it.

The rules and the services name what they speak of by its path in the document, by the criterion's own name, and days in
ISO form. The application's questions are the one home of the labels, the policy that of the titles.
"""

import datetime as dt
import re
from collections.abc import Mapping

from guarantor.web.application.parts import BY_PATH
from guarantor.web.showing import day

_PATH = re.compile(r"\b[a-z_]+\.[a-z_]+\b")
_JOINED = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def in_words(says: str, titles: Mapping[str, str]) -> str:
    """A sentence with its machine names put into words; `titles` are the criteria's by name.

    "these facts are missing: tenancy.starts_on" becomes "these facts are missing: “First day of the tenancy”".
    A name of one plain word, such as `age`, is known for one only in the list that ends a sentence.
    """
    says = _DAY.sub(_in_full, says)
    says = _PATH.sub(lambda found: _label(found[0]) or found[0], says)
    says = _JOINED.sub(lambda found: _title(found[0], titles) or _label(found[0]) or found[0], says)
    begins, colon, ends = says.rpartition(": ")
    listed = ends.removesuffix(".").split(", ")
    if not colon or not any(each in titles for each in listed):
        return says
    named = ", ".join(_title(each, titles) or each for each in listed)
    return f"{begins}: {named}{'.' if ends.endswith('.') else ''}"


def _in_full(found: re.Match[str]) -> str:
    try:
        return day(dt.date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def _label(path: str) -> str | None:
    return f"“{BY_PATH[path].asks}”" if path in BY_PATH else None


def _title(criterion: str, titles: Mapping[str, str]) -> str | None:
    return f"“{titles[criterion]}”" if criterion in titles else None
