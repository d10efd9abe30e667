"""Policies proposed with other thresholds: made from one that is known, kept with who, when and why, taken back.

A proposal binds nobody. It can be read, compared, tried and replayed like any other policy, until two approvers adopt
it with the minute that decided so (see programmes).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.refusals import PolicyAdopted, PolicyKnown, PolicyWithdrawn
from guarantor.domain.wrong_input import Fault, NotFound, WrongInput
from guarantor.services.acting.acts import doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import known_policies, policies
from guarantor.storage import officers, policy_versions
from guarantor.storage.engine import Session, reading
from guarantor.storage.policy_versions import Proposed
from guarantor.storage.tables.programmes import PolicyProposal, PolicyProposalWithdrawal
from rules import policy as rules_policy
from rules import proposals as rules_proposals
from rules.policy import Parameter, Policy
from rules.proposals import Changed
from rules.reading import EARLIEST, LATEST

MOST_WORDS = 2000
MOST_OF_A_PAPER = 200


class SourceKind(StrEnum):
    """What a changed value rests on."""

    MINUTE = "minute"
    OFFICER = "officer"
    ASSUMPTION = "assumption"


@dataclass(frozen=True)
class NewValue:
    """A changed value as it was typed, what it rests on, and the minute or officer by name."""

    parameter: str
    value: str
    source: SourceKind | None
    paper: str = ""


@dataclass(frozen=True)
class Basis:
    """What a policy's parameters stand at on a day, and what each may be set to."""

    key: str
    name: str
    title: str
    in_force_from: dt.date
    parameters: Sequence["Settable"]


@dataclass(frozen=True)
class Settable:
    """One parameter: its value in words and as it is typed, its unit, and what is expected of another value."""

    parameter: str
    about: str
    value: str
    typed: str
    unit: str
    choices: Sequence[str]
    expected: str
    source: str
    owner: str


def basis(office: Office, key: str, from_on: dt.date | None = None) -> Basis:
    """The parameters of a policy as they stand on a day, or on its first. Raises WrongInput for an unknown one."""
    policy = _standing(known_policies.policy(office, key), from_on)
    return Basis(
        key,
        policy.name,
        policy.title,
        policy.in_force_from,
        [_settable(policy, each) for each in policy.parameters],
    )


def propose(
    office: Office,
    person: Person,
    based_on: str,
    values: Sequence[NewValue],
    from_on: dt.date,
    why: str,
    on: dt.date,
) -> dict[str, Any]:
    """Propose a known policy with other values, in force from a day; answers with its number and fingerprint.

    Raises WrongInput with every fault: a value out of its range or without a source, nothing changed, no reason, or
    values that do not fit together; PolicyKnown where a policy that stands says the same.
    """
    with doing(office, person, Act.PROPOSE_POLICY, on) as act:
        before = _standing(known_policies.within(act.session, based_on, "--from"), from_on)
        policy = _policy(before, values, from_on, _words(why))
        _check_new(act.session, policy)
        row = act.add(
            PolicyProposal(
                fingerprint=policy.fingerprint,
                name=policy.name,
                based_on=before.fingerprint,
                in_force_from=policy.in_force_from,
                text=policy.resolved_text,
                why=why.strip(),
                proposed_on=on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        act.subject = f"PP-{row.number}"
        act.note(policy_fingerprint=policy.fingerprint, parameters=[each.parameter for each in values])
        return {"proposal": act.subject, "fingerprint": policy.fingerprint}


def withdraw(office: Office, person: Person, number: int, why: str, on: dt.date) -> dict[str, Any]:
    """Take a proposal back. Raises NotFound, PolicyWithdrawn, PolicyAdopted, WrongInput without a reason."""
    faults = _words(why)
    if faults:
        raise WrongInput(faults)
    with doing(office, person, Act.WITHDRAW_POLICY, on) as act:
        act.subject = f"PP-{number}"
        held = policy_versions.proposal(act.session, number, held_still=True)
        if held is None:
            raise NotFound("PROPOSAL", "a proposed policy", act.subject)
        if held.withdrawal is not None:
            raise PolicyWithdrawn(act.subject, held.withdrawal.withdrawn_on)
        if held.adopted:
            raise PolicyAdopted(act.subject)
        not_before(act, held.proposal.proposed_on, "proposed")
        act.add(
            PolicyProposalWithdrawal(
                proposal=number,
                why=why.strip(),
                withdrawn_on=on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        return {"proposal": act.subject, "withdrawn_on": on.isoformat()}


def listed(office: Office) -> list[dict[str, Any]]:
    """Every proposal, oldest first: who, when, why, from when, and whether it stands, was withdrawn or adopted."""
    with reading(office.engine) as session:
        names = officers.names(session)
        return [_document(each, names) for each in policy_versions.proposals(session)]


def shown(office: Office, number: int) -> dict[str, Any]:
    """One proposal with what it has otherwise than the policy it is based on. Raises NotFound."""
    with reading(office.engine) as session:
        held = policy_versions.proposal(session, number)
        if held is None:
            raise NotFound("PROPOSAL", "a proposed policy", f"PP-{number}")
        after = rules_policy.load(held.proposal.text)
        known = known_policies.known_in(session)
        base = next((each for each in known if each.fingerprint == held.proposal.based_on), None)
        before = known_policies.within(session, base.key) if base else None
        return {
            **_document(held, officers.names(session)),
            "based_on": base.said if base else None,
            "differences": policies.told_apart(_standing(before, after.in_force_from), after)
            if before
            else None,
        }


def _document(held: Proposed, names: dict[int, str]) -> dict[str, Any]:
    row, back = held.proposal, held.withdrawal
    return {
        "proposal": f"PP-{row.number}",
        "policy": row.name,
        "state": known_policies.state_of(held),
        "in_force_from": row.in_force_from.isoformat(),
        "proposed_by": names[row.officer],
        "proposed_on": row.proposed_on.isoformat(),
        "why": row.why,
        "fingerprint": row.fingerprint,
        "withdrawn": None
        if back is None
        else {"by": names[back.officer], "on": back.withdrawn_on.isoformat(), "why": back.why},
    }


def _policy(before: Policy, values: Sequence[NewValue], from_on: dt.date, faults: list[Fault]) -> Policy:
    """The policy that is proposed. Raises WrongInput with every fault."""
    if not EARLIEST <= from_on <= LATEST:
        raise WrongInput.at("--valid-from", "expected a date between 1900 and 2200")
    changes = []
    for each in values:
        found = _changed(before, each, faults)
        if found is not None:
            changes.append(found)
    if not values and from_on == before.in_force_from:
        faults.append(_fault("--set", "expected another value than those that stand, or another day"))
    if faults:
        raise WrongInput(faults)
    try:
        return rules_policy.load(rules_proposals.proposed_text(before, changes, from_on))
    except rules_policy.WrongPolicy as unsound:
        raise WrongInput(_fault("--set", says) for says in dict.fromkeys(_said(unsound))) from None


def _said(unsound: rules_policy.WrongPolicy) -> Iterable[str]:
    """What does not fit together, without the lines of a text that nobody has written."""
    return (f"expected values that fit together: {each.says}" for each in unsound.faults)


def _changed(before: Policy, new: NewValue, faults: list[Fault]) -> Changed | None:
    """The change as the rules take it; None where something is wrong with it, which is added to the faults."""
    count = len(faults)
    parameter = before.parameters.get(new.parameter)
    if parameter is None:
        faults.append(_fault(new.parameter, f"expected a parameter of {before.name}"))
        return None
    value = None
    try:
        value = rules_proposals.setting(parameter, new.value)
    except ValueError as wrong:
        faults.append(_fault(new.parameter, str(wrong)))
    if value is not None and value == before.values[new.parameter]:
        faults.append(_fault(new.parameter, f"expected another value than {before.written[new.parameter]}"))
    paper = _paper(new, faults)
    return None if value is None or len(faults) > count else Changed(new.parameter, value, paper)


def _paper(new: NewValue, faults: list[Fault]) -> str | None:
    """What a changed value rests on, in words; None for an assumption."""
    at, paper = f"source of {new.parameter}", new.paper.strip()
    if new.source is None:
        faults.append(_fault(at, f"expected {', '.join(SourceKind)}"))
    elif new.source is not SourceKind.ASSUMPTION and not paper:
        faults.append(_fault(at, f"expected which {new.source} it rests on"))
    elif len(paper) > MOST_OF_A_PAPER or not paper.isprintable():
        faults.append(_fault(at, f"expected at most {MOST_OF_A_PAPER} characters in one line"))
    if new.source in (None, SourceKind.ASSUMPTION):
        return None
    return f"{str(new.source).capitalize()}: {paper}"


def _words(why: str) -> list[Fault]:
    if not why.strip():
        return [_fault("--reason", "expected why, in a few words")]
    too_long = len(why) > MOST_WORDS
    return [_fault("--reason", f"expected at most {MOST_WORDS:,} characters")] if too_long else []


def _check_new(session: Session, policy: Policy) -> None:
    for each in known_policies.known_in(session):
        if each.fingerprint == policy.fingerprint and each.state != "withdrawn":
            raise PolicyKnown(each.said)


def _standing(policy: Policy, on: dt.date | None) -> Policy:
    """The policy as it stands on a day, at its first version where that is earlier or not given."""
    return policy if on is None or on < policy.in_force_from else policy.on(on)


def _settable(policy: Policy, name: str) -> Settable:
    parameter: Parameter = policy.parameters[name]
    value = policy.values[name]
    return Settable(
        parameter=name,
        about=parameter.about,
        value=policy.written[name],
        typed=rules_proposals.typed(parameter, value),
        unit=parameter.unit,
        choices=parameter.choices or (("yes", "no") if parameter.unit == "yes_no" else ()),
        expected=rules_proposals.expected(parameter),
        source=parameter.source,
        owner=parameter.owner,
    )


def _fault(field: str, says: str) -> Fault:
    return Fault(field, f"{field}: {says}.")
