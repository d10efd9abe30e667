"""The worked cases in worked/*.yaml hold, and they leave out no criterion, result, missing fact or boundary."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from rules.conditions import ORDERS, comparisons
from rules.decide import assess
from rules.derive import derive
from rules.facts import Application, read_application
from rules.policy import Criterion, shipped, shipped_names
from rules.vocabulary import FACTS

WORKED = Path(__file__).parent / "worked"
NEAREST = {"pounds": 12}
"""How near to a limit a value can be got, where not by one: a penny a month is twelve a year."""


@dataclass(frozen=True)
class Worked:
    """One worked case."""

    policy: str
    criterion: str
    case: str
    document: dict[str, Any]
    on: date
    result: str
    says: str | None

    def application(self) -> Application:
        return read_application(self.document)


def written(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def varied(applicant: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    document = copy.deepcopy(applicant)
    for field, value in changes.items():
        section, _, name = field.rpartition(".")
        (document[section] if section else document)[name] = value
    return {
        name: {part: written(value) for part, value in section.items()}
        if isinstance(section, dict)
        else section
        for name, section in document.items()
    }


def worked_in(name: str) -> Iterator[Worked]:
    sheet = yaml.safe_load((WORKED / f"{name}.yaml").read_text(encoding="utf-8"))
    base = (
        yaml.safe_load((WORKED / f"{sheet['as']}.yaml").read_text(encoding="utf-8"))
        if "as" in sheet
        else sheet
    )
    cases = {id_: cases for id_, cases in base["cases"].items() if id_ not in sheet.get("except", [])}
    for id_, of_criterion in (cases | sheet["cases"]).items():
        for one in of_criterion:
            yield Worked(
                policy=sheet["policy"],
                criterion=id_,
                case=one["case"],
                document=varied(base["applicant"], one.get("with", {})),
                on=one.get("assessed_on", base["assessed_on"]),
                result=one["result"],
                says=one.get("says"),
            )


ALL = [one for path in sorted(WORKED.glob("*.yaml")) for one in worked_in(path.stem)]
CRITERIA = [(name, criterion) for name in shipped_names() for criterion in shipped(name).criteria]


@pytest.mark.parametrize("worked", ALL, ids=lambda one: f"{one.policy}/{one.criterion}/{one.case}")
def test_a_worked_case_comes_out_as_it_says(worked: Worked) -> None:
    decision = assess(worked.application(), shipped(worked.policy), worked.on, as_if_in_force=True)
    finding = next(one for one in decision.findings if one.criterion == worked.criterion)
    assert finding.result == worked.result
    if worked.says is not None:
        assert finding.reason == worked.says


def test_every_policy_has_worked_cases() -> None:
    assert {one.policy for one in ALL} == set(shipped_names())


@pytest.mark.parametrize(("policy", "criterion"), CRITERIA, ids=lambda one: getattr(one, "id", one))
def test_every_result_and_every_missing_fact_is_worked(policy: str, criterion: Criterion) -> None:
    of_criterion = [one for one in ALL if (one.policy, one.criterion) == (policy, criterion.id)]
    assert {case.result for case in criterion.cases} <= {one.result for one in of_criterion}
    fields = set(criterion.needs).union(*(need.needs for need in criterion.needs_if))
    missing = {
        field
        for one in of_criterion
        if one.result == "unknown"
        for finding in assess(one.application(), shipped(policy), one.on, as_if_in_force=True).findings
        if finding.criterion == criterion.id
        for field in finding.missing
    }
    assert missing == fields


@pytest.mark.parametrize(("policy", "criterion"), CRITERIA, ids=lambda one: getattr(one, "id", one))
def test_every_boundary_is_worked_on_both_sides(policy: str, criterion: Criterion) -> None:
    thresholds = shipped(policy).thresholds
    of_criterion = [one for one in ALL if (one.policy, one.criterion) == (policy, criterion.id)]
    derived = [derive(one.application(), one.on, 25).values for one in of_criterion]
    for case in criterion.cases:
        for one in comparisons(case.when) if case.when else ():
            values = [facts[one.fact] for facts in derived if facts[one.fact] is not None]
            if one.operator not in ORDERS:
                assert set(FACTS[one.fact].codes) <= set(values)
                continue
            limit = thresholds[one.parameter] if one.parameter else 0
            numbers = [value.toordinal() if isinstance(value, date) else value for value in values]
            at = limit.toordinal() if isinstance(limit, date) else limit
            near = [
                n
                for n in numbers
                if isinstance(n, int) and abs(n - at) <= NEAREST.get(FACTS[one.fact].unit, 1)
            ]
            assert {ORDERS[one.operator](number, at) for number in near} == {True, False}, one.written()
