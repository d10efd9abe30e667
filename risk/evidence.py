"""What the ledger has seen: months of rent by group and financial year, each rate with its own exposure.

Counts and nothing else, no names and no sums of money. What they say of the rates is for calibration/.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from risk.groups import Group


@dataclass(frozen=True)
class Months:
    """Months of rent whose outcome is known, counted.

    A month belongs to where it began: owing nothing before any call (`clear`), owing nothing after one
    (`after_call`), or owing (`owing`); of each, `..._missed` were missed. Of the months begun owing that were paid
    (`owing_paid`), `cleared` ended owing nothing. `held` are months in which a tenancy could end before a call and
    `ended` those in which it did; `held_after_call` and `ended_after_call` the same once the council has paid.
    """

    clear: int = 0
    clear_missed: int = 0
    owing: int = 0
    owing_missed: int = 0
    after_call: int = 0
    after_call_missed: int = 0
    owing_paid: int = 0
    cleared: int = 0
    held: int = 0
    ended: int = 0
    held_after_call: int = 0
    ended_after_call: int = 0

    def __post_init__(self) -> None:
        for part, whole in _PARTS:
            if not 0 <= getattr(self, part) <= getattr(self, whole):
                raise ValueError(f"{part} {getattr(self, part)} of {whole} {getattr(self, whole)}")

    def __add__(self, other: "Months") -> "Months":
        return Months(
            **{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(Months)}
        )


_PARTS = (
    ("clear_missed", "clear"),
    ("owing_missed", "owing"),
    ("after_call_missed", "after_call"),
    ("cleared", "owing_paid"),
    ("ended", "held"),
    ("ended_after_call", "held_after_call"),
)


@dataclass(frozen=True)
class Seen:
    """What was seen of one group in the financial year that began in April of `began`."""

    group: Group
    began: int
    months: Months


@dataclass(frozen=True)
class Evidence:
    """Everything seen, one entry for each group and financial year; `tenancies` and `called` count guarantees."""

    seen: tuple[Seen, ...] = ()
    tenancies: int = 0
    called: int = 0

    @property
    def years(self) -> tuple[int, ...]:
        """The financial years in which something was seen, in order."""
        return tuple(sorted({each.began for each in self.seen}))

    def of(self, group: Group | None = None, began: int | None = None) -> Months:
        """The months of a group and a year together; of all where one is left out."""
        return sum(
            (
                each.months
                for each in self.seen
                if group in (None, each.group) and began in (None, each.began)
            ),
            Months(),
        )


NOTHING_SEEN = Evidence()


def evidence_of(seen: Iterable[Seen], *, tenancies: int = 0, called: int = 0) -> Evidence:
    """Evidence in which every group and year stands once, without those of which nothing was seen."""
    found: dict[tuple[int, Group], Months] = {}
    for each in seen:
        key = each.began, each.group
        found[key] = found.get(key, Months()) + each.months
    kept = ((key, months) for key, months in sorted(found.items()) if months != Months())
    return Evidence(tuple(Seen(group, began, months) for (began, group), months in kept), tenancies, called)
