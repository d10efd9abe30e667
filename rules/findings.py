"""What a criterion came to, and its words, which are written when they are read.

Most findings of a replay are only counted, and with every word written a quarter of a decision's time goes on words.
So a finding keeps the values it was made from, and writes its reason and its facts for whoever asks. The values never
change: the words are the same whenever and wherever they are read.

Knows how a finding is said, compared and handed to another process. Knows no evaluator and no policy.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import NamedTuple

from rules.provisions import Result
from rules.vocabulary import Value
from rules.wording import not_known

Shown = Mapping[str, int | str | bool]
"""Facts as a decision hands them on: sums as pounds in text, days in ISO form, the rest as it is."""


class Ruling(NamedTuple):
    """One way a criterion can come out, shared by all findings that come out so.

    `says` writes the reason from the values; without it the reason names the missing fields. `shows` picks and
    writes the facts.
    """

    criterion: str
    result: Result
    source: str
    says: Callable[[Mapping[str, Value]], str] | None
    shows: Callable[[Mapping[str, Value]], Shown]


class Finding:
    """What one criterion came to: the result, why in one sentence, the source, facts read, fields missing.

    None of the six can be set, and two findings are equal where all six are. `values` must never change again.
    """

    # Written out because a decision has one for each criterion: a frozen dataclass takes three times as long to make.
    __slots__ = ("_missing", "_ruling", "_values")

    def __init__(self, ruling: Ruling, values: Mapping[str, Value], missing: tuple[str, ...] = ()) -> None:
        self._ruling = ruling
        self._values = values
        self._missing = missing

    @property
    def criterion(self) -> str:
        """The criterion's id."""
        return self._ruling.criterion

    @property
    def result(self) -> Result:
        """What it came to."""
        return self._ruling.result

    @property
    def reason(self) -> str:
        """Why, in one sentence; of an unknown, what is missing and who usually knows it."""
        says = self._ruling.says
        return not_known(self._missing) if says is None else says(self._values)

    @property
    def source(self) -> str:
        """Where the criterion stands in the papers, or that it is an assumption."""
        return self._ruling.source

    @property
    def facts(self) -> Shown:
        """The facts that were read, by name, written anew for each reader."""
        return self._ruling.shows(self._values)

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields the criterion needs here that are not known yet."""
        return self._missing

    def __eq__(self, other: object) -> bool:
        return _all_six(self) == _all_six(other) if isinstance(other, Finding) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.criterion, self.result, self._missing))  # no words are written for it

    def __repr__(self) -> str:
        return f"Finding{_all_six(self)}"

    def __reduce__(self) -> tuple[Callable[..., "Finding"], tuple[object, ...]]:
        """For pickle and copy: the words written out, since what writes them belongs to this process."""
        return _in_these_words, _all_six(self)


_all_six = attrgetter("criterion", "result", "reason", "source", "facts", "missing")


def _in_these_words(
    criterion: str, result: Result, reason: str, source: str, facts: Shown, missing: tuple[str, ...]
) -> Finding:
    """The finding whose words were written out."""
    ruling = Ruling(criterion, result, source, lambda _values: reason, lambda _values: dict(facts))
    return Finding(ruling, {}, missing)
