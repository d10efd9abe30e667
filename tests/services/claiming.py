"""The acts of a claim on RG-0001/1 in few words: pence by month, days as ISO text."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from guarantor.domain.claim_evidence import EvidenceItem
from guarantor.services.claiming import claim_corrections, claims, disputes
from guarantor.services.correspondence import discreet
from guarantor.services.finance.balances import balances
from guarantor.services.paying import payments
from guarantor.services.worktrays import worktray
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import day

G, C = "RG-0001/1", "RG-0001/1/C1"
INDISCREET = "She is 19 and left foster care."


@contextmanager
def unjudged() -> Iterator[None]:
    """Inside, reasons are stored as versions before 0.6.0 stored them: whatever they tell a landlord."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(discreet, "check", lambda *_: None)
        yield


def lodge(
    rehearsal: Rehearsal,
    lines: Mapping[str, int],
    on: str = "2018-11-05",
    key: str | None = None,
    late_reason: str | None = None,
) -> dict[str, Any]:
    """Cora lodges a claim."""
    by_month = stories.lines(lines)
    return claims.lodge(rehearsal.office, rehearsal.cora, G, by_month, day(on), key, late_reason)


def see(rehearsal: Rehearsal, item: EvidenceItem, claim: str = C, on: str = "2018-11-05") -> dict[str, Any]:
    """Cal sees a paper of a claim."""
    return claims.record_evidence(rehearsal.office, rehearsal.cal, claim, item, "in the file", day(on))


def decide(
    rehearsal: Rehearsal,
    accepts: Mapping[str, int],
    reason: str | None = "as the record shows",
    claim: str = C,
    on: str = "2018-11-06",
    by: str = "ann",
) -> dict[str, Any]:
    """Ann, or another approver, decides a claim; nothing accepted is a rejection."""
    who = getattr(rehearsal, by)
    return claims.decide(rehearsal.office, who, claim, stories.lines(accepts), reason, day(on))


def dispute(rehearsal: Rehearsal, claim: str = C, on: str = "2018-11-20") -> dict[str, Any]:
    """Cora records for the landlord that they dispute a decision."""
    return disputes.dispute(rehearsal.office, rehearsal.cora, claim, "the rent was due", day(on))


def answer(
    rehearsal: Rehearsal, outcome: str, claim: str = C, on: str = "2018-11-25", by: str = "abe"
) -> dict[str, Any]:
    """Abe, or another approver, answers a dispute."""
    who = getattr(rehearsal, by)
    return disputes.answer(rehearsal.office, who, claim, outcome, "looked at again", day(on))


def propose_undo(rehearsal: Rehearsal, claim: str = C, on: str = "2018-11-08") -> dict[str, Any]:
    """Ann proposes to undo an acceptance."""
    return claim_corrections.propose_undo(rehearsal.office, rehearsal.ann, claim, "wrong home", day(on))


def undo(rehearsal: Rehearsal, claim: str = C, on: str = "2018-11-08") -> dict[str, Any]:
    """Ann proposes to undo an acceptance, and Abe confirms it on the same day."""
    return rehearsal.confirmed(propose_undo(rehearsal, claim, on), rehearsal.abe, on=day(on))


def pay(
    rehearsal: Rehearsal, claim: str = C, reference: str = "BACS-1", on: str = "2018-11-10"
) -> dict[str, Any]:
    """Fay pays a claim."""
    return payments.pay(rehearsal.office, rehearsal.fay, claim, reference, day(on))


def failed_checks(lodged: dict[str, Any]) -> dict[str, list[str]]:
    """What failed of each line, by month."""
    return {line["month"]: line["failed"] for line in lodged["lines"]}


def balances_held(rehearsal: Rehearsal) -> dict[str, str]:
    """The balance of each account."""
    return {row["account"]: row["balance"] for row in balances(rehearsal.office)}


def tasks_of(rehearsal: Rehearsal, claim: str = C) -> list[dict[str, Any]]:
    """The open tasks of a claim, the one due first at the head."""
    listed = worktray.listed(rehearsal.office, day("2018-11-05"))
    return [task for task in listed if task["claim"] == claim]
