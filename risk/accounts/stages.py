"""In which stage a guarantee stands: as new, worse than when it was given, or in default, and how it comes back.

Knows days past due, calls and clear months, and the rules as data, each with its source or the word assumption and
its owner. What a stage means for the loss allowance is for working_paper.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from risk.annotated import Entry
from risk.faults import WrongInput


class Stage(IntEnum):
    """1 no arrears that matter, 2 risk has risen much, 3 in default."""

    AS_NEW = 1
    WORSE = 2
    IN_DEFAULT = 3


def _months(value: int, why: str) -> Entry:
    return Entry(
        value=value,
        unit="months clear in a row",
        source="assumption",
        owner="finance",
        range=(1, 24),
        why=why,
    )


RULES: dict[str, Entry] = {
    "worse_from_days": Entry(
        value=30,
        unit="days past due",
        source="IFRS 9, 5.5.11: presumed from 30 days, rebuttable",
        owner="finance",
        range=(1, 60),
    ),
    "default_from_days": Entry(
        value=90,
        unit="days past due",
        source="IFRS 9, B5.5.37: presumed at the latest from 90 days, rebuttable",
        owner="finance",
        range=(30, 90),
    ),
    "back_to_worse_months": _months(3, "After default, by call or by days: until then still in default."),
    "back_to_new_months": _months(6, "After arrears alone, counted from the first clear month."),
    "called_back_to_new_months": _months(
        12, "Called, now clear: who has once defaulted is watched for a year before being as new."
    ),
}


@dataclass(frozen=True)
class Standing:
    """What decides the stage. `worst_days` is the most days past due since the guarantee was last as new, today's
    included; `clear_months` are whole months in a row without arrears until today; `called` says whether the
    landlord has ever called."""

    days_past_due: int = 0
    worst_days: int = 0
    called: bool = False
    clear_months: int = 0

    def __post_init__(self) -> None:
        faults = [
            f"{name} should be 0 or more, not {value}."
            for name, value in (
                ("days_past_due", self.days_past_due),
                ("worst_days", self.worst_days),
                ("clear_months", self.clear_months),
            )
            if value < 0
        ]
        if self.worst_days < self.days_past_due:
            faults.append(
                f"worst_days should be at least days_past_due ({self.days_past_due}), not {self.worst_days}."
            )
        if self.days_past_due and self.clear_months:
            faults.append(
                f"clear_months should be 0 while rent is {self.days_past_due} days past due, not {self.clear_months}."
            )
        if faults:
            raise WrongInput(faults)


def stage_of(standing: Standing, rules: dict[str, Entry] = RULES) -> Stage:
    """The stage of a guarantee by the rules."""
    worse, default = int(rules["worse_from_days"].value), int(rules["default_from_days"].value)
    has_defaulted = standing.called or standing.worst_days >= default
    if has_defaulted and standing.clear_months < rules["back_to_worse_months"].value:
        return Stage.IN_DEFAULT
    watched = "called_back_to_new_months" if standing.called else "back_to_new_months"
    if (has_defaulted or standing.worst_days >= worse) and standing.clear_months < rules[watched].value:
        return Stage.WORSE
    return Stage.AS_NEW


@dataclass(frozen=True)
class At:
    """How a guarantee stood at the close of a day: days past due, and whether the landlord had called by then."""

    days_past_due: int
    called: bool


def standing_of(month_ends: Iterable[At], today: At, rules: dict[str, Entry] = RULES) -> Standing:
    """The standing today after these ends of months, the oldest first. What was worst is forgotten once the guarantee
    is as new; the month that today falls in is not whole yet and counts as clear for nothing."""
    worst = clear = 0
    for end in month_ends:
        worst = max(worst, end.days_past_due)
        clear = 0 if end.days_past_due else clear + 1
        if clear and stage_of(Standing(0, worst, end.called, clear), rules) is Stage.AS_NEW:
            worst = 0
    days = today.days_past_due
    return Standing(days, max(worst, days), today.called, 0 if days else clear)
