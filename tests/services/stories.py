"""How far a rehearsal has come when a test begins. Each story is told once in a session and then copied."""

import datetime as dt
import pwd
from collections.abc import Mapping
from typing import Any

from guarantor.domain.access import Role
from guarantor.domain.dates import Month
from guarantor.domain.lifecycle import GateItem, Party
from guarantor.services.acting import databases, people
from guarantor.services.acting.office import Person
from guarantor.services.casework import cases, decisions
from guarantor.services.guaranteeing import guarantees, issuing, moves
from tests.rehearsing import ROLES, Rehearsal, after

SEPTEMBER_AND_OCTOBER = {"2018-09": 52_000, "2018-10": 52_000}

NEW_HOME: dict[str, Any] = {
    "tenancy": {
        "kind": "private",
        "starts_on": "2018-12-01",
        "monthly_rent": "500.00",
        "rent_share": "500.00",
        "brma": "Canterbury",
        "area": "kent",
        "rooms": "1-bed",
    },
    "property": {"address": "5 Sample Lane, Canterbury", "postcode": "CT2 1ZZ"},
    "landlord": {"name": "Otto Example", "address": "7 Sample Road, Faversham, ME13 1ZZ"},
}
"""What is new when the young person of RG-0001 moves on 1 December 2018; everything else stays as it was."""

ACCOUNTS = sorted(pwd.getpwall(), key=lambda account: account.pw_uid)[:2]
"""The two accounts of this machine that are a live database's first administrators."""

UID_OF = {name: 60_000 + number for number, name in enumerate(ROLES)}
"""The accounts of a live database's staff; the administrators have those of ACCOUNTS."""


def day(text: str) -> dt.date:
    """A date from ISO text."""
    return dt.date.fromisoformat(text)


def lines(by_month: Mapping[str, int]) -> dict[Month, int]:
    """A claim's lines: pence by month."""
    return {Month.read(month, "month"): pence for month, pence in by_month.items()}


def given_role(rehearsal: Rehearsal, person: Person, role: Role) -> None:
    """The person holds one more role, granted by both administrators."""
    proposed = people.propose_role(rehearsal.office, rehearsal.ada, person.name, role)
    rehearsal.confirmed(proposed, rehearsal.bo)


def hired(rehearsal: Rehearsal) -> None:
    """Everybody is at work and no policy is adopted."""
    rehearsal.create()
    for name, role in ROLES.items():
        if role is not Role.ADMINISTRATOR:
            proposed = people.propose_role(rehearsal.office, rehearsal.ada, name, role)
            rehearsal.confirmed(proposed, rehearsal.bo)


@after(hired)
def submitted_without_programme(rehearsal: Rehearsal) -> None:
    """RG-0001 was submitted by Cora and no policy is adopted."""
    cases.add(rehearsal.office, rehearsal.cora, rehearsal.document(), day("2018-07-01"))
    cases.submit(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-01"))


@after(Rehearsal.staff)
def drafted(rehearsal: Rehearsal) -> None:
    """RG-0001 was added by Cora."""
    cases.add(rehearsal.office, rehearsal.cora, rehearsal.document(), day("2018-07-01"))


@after(drafted)
def submitted(rehearsal: Rehearsal) -> None:
    """RG-0001 was submitted by Cora."""
    cases.submit(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-01"))


@after(submitted)
def assessed(rehearsal: Rehearsal) -> None:
    """RG-0001 is eligible."""
    cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-02"))


@after(assessed)
def declined(rehearsal: Rehearsal) -> None:
    """RG-0001 was declined by Ann."""
    decisions.decide(rehearsal.office, rehearsal.ann, "RG-0001", "decline", "not yet", [], day("2018-07-03"))


@after(assessed)
def approved(rehearsal: Rehearsal) -> None:
    """RG-0001 was approved by Ann, every item of the gate recorded by Cora."""
    decisions.decide(rehearsal.office, rehearsal.ann, "RG-0001", "approve", "ready", [], day("2018-07-03"))
    for item in GateItem:
        cases.record_gate_item(rehearsal.office, rehearsal.cora, "RG-0001", item, "seen", day("2018-07-04"))


@after(Rehearsal.staff)
def approved_in_principle(rehearsal: Rehearsal) -> None:
    """RG-0001 has no home yet and was approved in principle by Ann."""
    rehearsal.assessed_case(changes={"tenancy": None})
    act = "approve-in-principle"
    decisions.decide(
        rehearsal.office, rehearsal.ann, "RG-0001", act, "look for a home", [], day("2018-07-03")
    )


@after(approved)
def offered(rehearsal: Rehearsal) -> None:
    """RG-0001/1 was issued by Ann on 5 July 2018."""
    issuing.issue(rehearsal.office, rehearsal.ann, "RG-0001", day("2018-07-05"))


@after(offered)
def active(rehearsal: Rehearsal) -> None:
    """RG-0001/1 was signed by all three on 6 July 2018."""
    for party in Party:
        guarantees.sign(rehearsal.office, rehearsal.cora, "RG-0001/1", party, day("2018-07-06"))


@after(active)
def charged(rehearsal: Rehearsal) -> None:
    """RG-0001/1 was charged from August to November 2018, and nobody has said that anything was paid."""
    rehearsal.charge("RG-0001/1", "2018-08-01", "2018-09-01", "2018-10-01", "2018-11-01")


@after(charged)
def lodged(rehearsal: Rehearsal) -> None:
    """RG-0001/1/C1 for September and October was lodged by Cora."""
    rehearsal.lodged_claim("RG-0001/1", SEPTEMBER_AND_OCTOBER)


@after(charged)
def accepted(rehearsal: Rehearsal) -> None:
    """RG-0001/1/C1 was accepted whole by Ann: £1,040.00."""
    rehearsal.accepted_claim("RG-0001/1", SEPTEMBER_AND_OCTOBER)


@after(charged)
def paid(rehearsal: Rehearsal) -> None:
    """RG-0001/1/C1 was paid by Fay as BACS-1 on 10 November 2018."""
    rehearsal.paid_claim("RG-0001/1", SEPTEMBER_AND_OCTOBER)


@after(active)
def ended(rehearsal: Rehearsal) -> None:
    """RG-0001/1 ended early on 15 October 2018: the tenancy ended."""
    end_early(rehearsal, "RG-0001/1", "2018-10-15")


@after(active)
def moving(rehearsal: Rehearsal) -> None:
    """A new deed was asked for by Cora on 1 November 2018: RG-0001 is submitted again, with its new home."""
    moves.ask(rehearsal.office, rehearsal.cora, "RG-0001/1", NEW_HOME, day("2018-11-01"))


@after(moving)
def move_approved(rehearsal: Rehearsal) -> None:
    """The move was assessed by Cora, approved by Ann, and every item of the gate recorded anew."""
    approve_move(rehearsal)


@after(move_approved)
def moved(rehearsal: Rehearsal) -> None:
    """RG-0001/2 was issued by Ann on 10 November 2018 on the place of RG-0001/1."""
    issue(rehearsal, on="2018-11-10")


def approve_move(rehearsal: Rehearsal, ref: str = "RG-0001", *accepts: str, on: str = "2018-11-05") -> None:
    """Assessed by Cora and approved by Ann on one day, every item of the gate recorded."""
    office, cora = rehearsal.office, rehearsal.cora
    found = cases.assess(office, cora, ref, day(on))
    referred = [each["criterion"] for each in found["findings"] if each["result"] == "refer"]
    decisions.decide(office, rehearsal.ann, ref, "approve", "goes on", [*accepts, *referred], day(on))
    for item in GateItem:
        cases.record_gate_item(office, cora, ref, item, "seen of the new home", day(on))


def end_early(rehearsal: Rehearsal, guarantee: str, on: str) -> None:
    """The tenancy ended, proposed by Cal and confirmed by Ann."""
    rehearsal.ended_early(guarantee, on)


def live(rehearsal: Rehearsal) -> None:
    """A live database with everybody at work and kent-pilot adopted."""
    databases.create(rehearsal.office, [account.pw_name for account in ACCOUNTS], rehearsal=False)
    for name, role in ROLES.items():
        if role is not Role.ADMINISTRATOR:
            proposed = people.propose_role(rehearsal.office, rehearsal.ada, name, role, UID_OF[name])
            rehearsal.confirmed(proposed, rehearsal.bo)
    rehearsal.adopt(places=2)


def issue(
    rehearsal: Rehearsal, ref: str = "RG-0001", on: str = "2018-07-05", who: Person | None = None
) -> dict[str, Any]:
    """Issue a guarantee, by Ann where nobody is named."""
    return issuing.issue(rehearsal.office, who or rehearsal.ann, ref, day(on))


def approve(
    rehearsal: Rehearsal,
    changes: Mapping[str, Any],
    *accepts: str,
    on: str = "2018-07-03",
    ref: str = "RG-0001",
) -> None:
    """Prepared by Cora and approved by Ann on one day, every item of the gate recorded."""
    office, cora, decided_on = rehearsal.office, rehearsal.cora, day(on)
    cases.add(office, cora, rehearsal.document(ref, changes), decided_on)
    cases.submit(office, cora, ref, decided_on)
    cases.assess(office, cora, ref, decided_on)
    decisions.decide(office, rehearsal.ann, ref, "approve", "ready", accepts, decided_on)
    for item in GateItem:
        cases.record_gate_item(office, cora, ref, item, "seen", decided_on)
