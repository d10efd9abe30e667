"""The pilot's figures as rows of words, the same on the panel's page and in its reports.

Knows what each figure is called. Counts of people come as they may be published, or exact for officers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from guarantor.services.reporting.options import Option, assumed
from guarantor.services.reporting.pilot import Pilot
from guarantor.services.reporting.scorecard import Score
from guarantor.services.reporting.small_numbers import APPLICATIONS, HELD, Cell, Shown
from letters import formats

Row = tuple[str, str]
Counted = Mapping[Cell, Shown]

_OUTCOMES = {
    "eligible": "Eligible",
    "refer": "A person must judge",
    "incomplete": "Facts missing",
    "ineligible": "Not eligible by the rules",
    "not_weighed": "Not weighed yet",
}
_BECAME = {
    "given": "Guarantee given",
    "declined": "Declined",
    "other": "Open, lapsed or withdrawn",
}
_TENANCIES = {
    "kept": "Kept: the home is not known to have ended",
    "ended": "The home has ended",
    "never_missed": "Never missed a month's rent",
    "missed": "Missed at least one month's rent",
    "solved": "Arrears solved without a call on the council",
    "owing": "Still in arrears, no call yet",
    "called": "The council was called and paid",
    "kept_after": "Kept after a call",
}
_VALUES = {
    ("group", "citizen"): "Citizen",
    ("group", "uasc"): "Came alone as a child seeking asylum",
    ("group", "not known"): "Group not known",
    ("age", "not known"): "Age not known",
}
TITLES = {
    "stop": "Stop",
    "continue": "Continue",
    "extend": "Extend",
    "extend-with-cap": "Extend with a lower cap",
}


@dataclass(frozen=True)
class Named:
    """An option in words, its costs rounded to whole pounds."""

    name: str
    title: str
    means: str
    expected: str
    one_in_20: str
    one_in_200: str
    most: str
    turned_away: int


@dataclass(frozen=True)
class Page:
    """What the panel's page shows, section by section."""

    glance: tuple[tuple[str, str], ...]
    applied: str
    given: str
    outcomes: tuple[Row, ...]
    became: tuple[Row, ...]
    grounds: tuple[Row, ...]
    tenancies: tuple[Row, ...]
    money: tuple[Row, ...]
    scores: tuple[Score, ...]
    options: tuple[Named, ...]
    groups: tuple[tuple[str, ...], ...]
    ages: tuple[tuple[str, ...], ...]
    assumed: tuple[tuple[str, str, str], ...]


def page(found: Pilot) -> Page:
    """The figures as anybody may see them."""
    counts = found.published
    return Page(
        glance=glance(found),
        applied=counts[APPLICATIONS].says,
        given=counts["became", "given"].says,
        outcomes=outcomes(counts),
        became=became(counts),
        grounds=tuple((found.criterion(name), shown.says) for name, shown in found.grounds.items()),
        tenancies=tenancies(counts),
        money=money(found),
        scores=found.scores,
        options=options(found),
        groups=broken_down(counts, "group"),
        ages=broken_down(counts, "age"),
        assumed=tuple((each.about, f"{each.value} {each.unit}", each.owner) for each in assumed().values()),
    )


def glance(found: Pilot) -> tuple[Row, ...]:
    """Figures that answer how many, kept, turned away, called, cost, and how bad it could get."""
    counts, stopped = found.published, found.options.named("stop")
    return (
        (f"{counts[HELD].says} of {found.places}", "places taken"),
        (counts["tenancies", "kept"].says, f"homes kept, of {counts['became', 'given'].says}"),
        (
            counts["became", "declined"].says,
            f"declined by a person, of {counts[APPLICATIONS].says} who applied",
        ),
        (counts["claims",].says, "calls accepted"),
        (_of_people(found.exposure["paid"], counts["claims",]), "paid to landlords"),
        (formats.whole_pounds(stopped.expected), "expected still to be called, if no more are given"),
        (
            formats.whole_pounds(found.options.named("continue").one_in_200),
            "cost of continuing that is passed 1 time in 200",
        ),
    )


def outcomes(counts: Counted) -> tuple[Row, ...]:
    """What the rules found, by application."""
    return tuple((label, counts["outcome", name].says) for name, label in _OUTCOMES.items())


def became(counts: Counted) -> tuple[Row, ...]:
    """What people decided, by application."""
    rows = tuple((label, counts["became", name].says) for name, label in _BECAME.items())
    exceptions = counts["exceptions",]
    return rows if exceptions.number == 0 else (*rows, ("Approved as an exception", exceptions.says))


def tenancies(counts: Counted) -> tuple[Row, ...]:
    """What became of the tenancies behind the guarantees, counted by young person."""
    return tuple((label, counts["tenancies", name].says) for name, label in _TENANCIES.items())


def money(found: Pilot) -> tuple[Row, ...]:
    """What the council stands for, what it paid, and what is expected of the financial year. No count of people, and no
    exact sum of a few of them, whose rents it would give away."""
    sums, counts = found.exposure, found.published
    given = counts["became", "given"]
    rows = [
        ("Guaranteed, in force", _of_people(sums["guaranteed"], given)),
        (
            "Could still be called, offers that are not yet signed included",
            _of_people(sums["remaining"], given),
        ),
        ("Calls accepted", _of_people(sums["accepted"], counts["claims",])),
        ("Calls paid", _of_people(sums["paid"], counts["claims",])),
        ("Legal and advice costs approved", _of_people(sums["costs"], given)),
        ("Rent in arrears behind the guarantees", _of_people(sums["arrears"], counts["tenancies", "owing"])),
        ("Rent of which nothing was heard", _of_people(sums["not_heard_of"], given)),
        (f"Expected cost of {found.year['year']} as things stand", pounds(found.year["outturn"])),
    ]
    budget = found.year["budget"]
    return (*rows, ("Yearly budget", "none was set" if budget is None else pounds(budget)))


def _of_people(amount: str, of: Shown) -> str:
    """A sum behind a count of people: to the nearest £100 where the count is hidden, or it would tell a rent."""
    if of.number is not None:
        return pounds(amount)
    return f"about {formats.whole_pounds(round(Decimal(amount), -2))}"


def options(found: Pilot) -> tuple[Named, ...]:
    """The four options, each with what it means."""
    return tuple(
        Named(
            each.name,
            TITLES[each.name],
            _means(each),
            formats.whole_pounds(each.expected),
            formats.whole_pounds(each.one_in_20),
            formats.whole_pounds(each.one_in_200),
            formats.whole_pounds(each.most),
            each.turned_away,
        )
        for each in found.options.each
    )


def broken_down(counts: Counted, by: str) -> tuple[tuple[str, ...], ...]:
    """(value, applied, guarantee given, declined, neither) by group or age."""
    values = [cell[1] for cell in counts if cell[0] == by and len(cell) == 2]
    return tuple(
        (
            _VALUES.get((by, value), value),
            counts[by, value].says,
            *(counts[by, value, name].says for name in _BECAME),
        )
        for value in values
    )


def pounds(amount: Any) -> str:
    """A service's sum in pounds, as a paper writes it."""
    return formats.money(Decimal(str(amount)))


def _means(option: Option) -> str:
    if not option.places:
        return "No new guarantee. Those that stand run to their end."
    return (
        f"{formats.count(option.places, 'new place')} beside the guarantees that stand, for "
        f"{formats.count(option.months, 'month')} each, "
        f"capped at {formats.count(option.cap_months, 'month')} of the rent share."
    )
