"""Any facts judged by any known policy, as if it were in force. Nothing is stored, and no name is asked for."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guarantor.domain.refusals import NotApprovable
from guarantor.services.acting.office import Office
from guarantor.services.adoption import judging, known_policies
from guarantor.storage import case_files, change_files
from guarantor.storage.engine import reading
from guarantor.storage.tables.cases import ApplicationFacts
from rules.decide import assess
from rules.facts import Application
from rules.months import add_months
from rules.policy import Policy

_REFERENCE = "tried"
_NO_FACTS = ("reference", "assessed_on")


@dataclass(frozen=True)
class Tried:
    """What a policy says of some facts: the decision's document, each finding with its criterion's title.

    `before_its_time`: the day lies before the policy's first, by which it is judged all the same.
    """

    policy: str
    in_force_from: dt.date
    on: dt.date
    before_its_time: bool
    decision: Mapping[str, Any]

    @property
    def findings(self) -> list[dict[str, Any]]:
        """Every finding in the policy's order."""
        return list(self.decision["findings"])


def paths() -> tuple[str, ...]:
    """Every fact that a rule can read, by path, such as "tenancy.rent_share"."""
    return tuple(_flat(Application(reference=_REFERENCE).document()))


def example(on: dt.date) -> dict[str, Any]:
    """Facts of nobody whom the pilot's policy finds eligible on a day, by path: to begin with, and to change."""
    start = add_months(on.replace(day=1), 1)
    return {
        "person.date_of_birth": add_months(start, -19 * 12).isoformat(),
        "person.group": "citizen",
        "person.leaving_care_status": "former_relevant",
        "person.responsible_authority": "Kent",
        "person.last_contact_on": (on - dt.timedelta(days=10)).isoformat(),
        "person.pathway_plan_reviewed_on": add_months(on, -3).isoformat(),
        "person.support_requested_on": "never",
        "person.right_to_rent": "unlimited",
        "person.previous_guarantees": 0,
        "person.evicted_on": "never",
        "person.current_rent_arrears": "0.00",
        "readiness.budgeting": True,
        "readiness.cooking": True,
        "readiness.home_care": True,
        "readiness.asks_for_help": True,
        "activity": "employment",
        "money.monthly_income": "1400.00",
        "tenancy.kind": "private",
        "tenancy.starts_on": start.isoformat(),
        "tenancy.monthly_rent": "520.00",
        "tenancy.rent_share": "520.00",
        "tenancy.area": "kent",
        "tenancy.brma": "Canterbury",
        "tenancy.rooms": "1-bed",
    }


def of_case(office: Office, ref: str) -> dict[str, Any]:
    """The facts of a case by path, with the ledger's own guarantees and calls among them.

    Raises NotFound, NotApprovable where the facts were erased.
    """
    with reading(office.engine) as session:
        case_files.held(session, ref)
        facts = case_files.latest(session, ApplicationFacts, ref)
        if facts is None or facts.document is None:
            raise NotApprovable(ref, "erased", "its facts are no longer held")
        given, called = change_files.given_and_called(session, ref)
        application = judging.read(json.loads(facts.document)).with_ledger_history(given, called)
    return {path: value for path, value in _flat(application.document()).items() if value is not None}


def judge(office: Office, key: str, facts: Mapping[str, Any], on: dt.date) -> Tried:
    """Some facts by path judged by a known policy on a day.

    Raises WrongInput with every fault of the facts, each beginning with its path.
    """
    return judge_document(known_policies.policy(office, key), _document(facts), on)


def judge_document(policy: Policy, document: object, on: dt.date) -> Tried:
    """A document of `assess` judged by a policy on a day. Raises WrongInput with every fault."""
    with judging.faults_by_field():
        application = judging.read(document, on)
        with judging.faults_in_one_form():
            decision = assess(application, policy, on, as_if_in_force=True)
    titles = {each.id: each.title for each in policy.criteria}
    told = decision.document()
    found = [{**each, "title": titles[each["criterion"]]} for each in told["findings"]]
    return Tried(
        policy.name, policy.in_force_from, on, on < policy.in_force_from, {**told, "findings": found}
    )


def _document(facts: Mapping[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = {"reference": _REFERENCE}
    for path, value in facts.items():
        section, _, name = path.rpartition(".")
        if section:
            document.setdefault(section, {})[name] = value
        else:
            document[name] = value
    return document


def _flat(document: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in document.items():
        if isinstance(value, Mapping):
            found |= {f"{name}.{part}": each for part, each in value.items()}
        elif name not in _NO_FACTS:
            found[name] = value
    return found
