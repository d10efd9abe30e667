"""What would make a decision a yes, criterion by criterion, in plain sentences.

Knows how a change is said. Every change is weighed again, from the document up and by both evaluators, before it is
told. Where no change of a settable fact meets the criterion, the policy's own sentence says what a person can do.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.derive import Derived
from rules.facts import Application, WrongInput, read_application
from rules.findings import Finding
from rules.pounds import pounds, spoken
from rules.provisions import Policy
from rules.remedies import Remedy, Situation, remedies
from rules.vocabulary import FIELDS, HOMES
from rules.weigh import scales_for
from rules.wording import code_in_words, day_in_words, listed

_READINESS = "readiness."


@dataclass(frozen=True, slots=True)
class Change:
    """What would meet one criterion: a sentence, and the fields to set in the document (None: nothing would)."""

    criterion: str
    says: str
    to_set: dict[str, Any] | None

    def document(self) -> dict[str, Any]:
        """The change as the `assess` output holds it."""
        change: dict[str, Any] = {"criterion": self.criterion, "says": self.says}
        return change if self.to_set is None else change | {"set": self.to_set}


def would_change(
    application: Application,
    policy: Policy,
    assessed_on: date,
    findings: Sequence[Finding],
    decided_on: date | None = None,
) -> tuple[Change, ...]:
    """One change for each `refer` and `not_met` finding, in the findings' order.

    `policy` stands at the version by which the findings were made.
    """
    return tuple(
        _change(application, policy, assessed_on, finding.criterion, decided_on)
        for finding in findings
        if finding.result in ("refer", "not_met")
    )


def _change(
    application: Application, policy: Policy, assessed_on: date, id_: str, decided_on: date | None
) -> Change:
    criterion, scales = policy.criterion(id_), scales_for(policy)

    def meets(derived: Derived) -> bool:
        return scales.result_of(id_, derived) == "met"

    situation = Situation(criterion, policy, assessed_on, decided_on, meets)
    found = [one for one in remedies(application, situation) if _holds(application, situation, one)]
    if found:
        ways = [_said(one) for one in found]
        return Change(id_, f"This would be met by {', or by '.join(ways)}.", _as_written(found[0]))
    values = situation.derive(application).values
    return Change(id_, criterion.what_helps.with_parameters(policy.written)(values), None)


def _holds(application: Application, situation: Situation, remedy: Remedy) -> bool:
    """Whether the criterion is met when the whole application is read and weighed again with the change."""
    document = application.document()
    for field, value in _as_written(remedy).items():
        section, _, part = field.rpartition(".")
        (document[section] if section else document)[part] = value
    try:
        derived = situation.derive(read_application(document, assessed_on=situation.assessed_on))
    except WrongInput:
        return False
    findings = scales_for(situation.policy).weigh(derived)
    return any(one.criterion == situation.criterion.id and one.result == "met" for one in findings)


def _as_written(remedy: Remedy) -> dict[str, Any]:
    """The change in the document's own form: sums in pounds, days in ISO form."""
    written: dict[str, Any] = {}
    for field, value in remedy.items():
        if isinstance(value, date):
            written[field] = value.isoformat()
        elif isinstance(value, int) and not isinstance(value, bool):
            written[field] = pounds(value)
        else:
            written[field] = value
    return written


_SAID: Mapping[str, Callable[[Any], str]] = {
    "tenancy.rent_share": lambda pence: f"a rent share of {spoken(pence)} or less",
    "money.monthly_income": lambda pence: f"an income of {spoken(pence)} a month or more",
    "person.current_rent_arrears": lambda _: "paying the rent that is owed",
    "tenancy.kind": lambda word: f"a {word} let",
    "tenancy.area": lambda word: f"a home in {code_in_words(word)}",
    "tenancy.brma": lambda area: f"such as the {area} rental area",
    "tenancy.rooms": lambda rooms: f"with {HOMES[rooms]}",
    "tenancy.starts_on": lambda day: f"a first day on {day_in_words(day)}",
    "activity": lambda word: f"work or learning, such as {word}",
    "person.last_contact_on": lambda _: "a contact now",
    "person.pathway_plan_reviewed_on": lambda _: "a review of the pathway plan now",
    "person.support_requested_on": lambda _: "asking for support now",
}
_ABOUT_THE_HOME = ("tenancy.area", "tenancy.brma", "tenancy.rooms")


def _said(remedy: Remedy) -> str:
    """The change in words, to follow "met by"."""
    skills = [FIELDS[field].words for field in remedy if field.startswith(_READINESS)]
    home = [_SAID[field](remedy[field]) for field in _ABOUT_THE_HOME if remedy.get(field) is not None]
    others = [field for field in remedy if field in _SAID and field not in _ABOUT_THE_HOME]
    said = [f"being ready for {listed(skills)}"] if skills else []
    said += [", ".join(home)] if home else []
    said += [_SAID[field](remedy[field]) for field in others]
    return ", and ".join(said) if home else listed(said)
