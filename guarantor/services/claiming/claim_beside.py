"""What stands beside a claim when somebody works on it: whose it is, the landlord, the cap, the days, the letters."""

import datetime as dt
from dataclasses import dataclass

from guarantor.domain import practice
from guarantor.domain.access import MAY_SEE, View
from guarantor.ledger.accounts import Account
from guarantor.ledger.postings import Kind
from guarantor.services.acting.office import Office, Person
from guarantor.services.correspondence import letters
from guarantor.services.paying import payments
from guarantor.storage import (
    case_files,
    claim_chains,
    claim_files,
    claim_proposals,
    guarantee_files,
    letter_files,
    officers,
    payee_files,
    payment_files,
)
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.cases import Home, YoungPerson
from guarantor.storage.tables.claims import Claim, ClaimDecision
from letters.kinds import Edition

_CAP = (Kind.COMMITMENT_MADE, Kind.COMMITMENT_RAISED)


@dataclass(frozen=True)
class Waiting:
    """An act on the claim that waits for its second person."""

    pending: str
    act: str
    proposed_by: str


@dataclass(frozen=True)
class ClaimLetter:
    """A letter that the claim asks for; `code` is None while nobody has made it."""

    kind: str
    title: str
    code: str | None
    made_on: dt.date | None


@dataclass(frozen=True)
class Beside:
    """What a claim's own document does not say. Sums in pence.

    `young_person` is None for those who may not see cases. `pay_by` stands while something is owed, `dispute_by` while
    the landlord may still dispute. `left_open_pence` is what was asked for and neither granted nor asked for anew.
    """

    case_ref: str
    guarantee_ref: str
    guarantee_status: str
    young_person: str | None
    landlord: str | None
    agent: str | None
    lodged_by: str
    cap_pence: int
    cap_left_pence: int
    deposit_left_pence: int
    owed_pence: int
    pay_by: dt.date | None
    batch: str | None
    batch_reference: str | None
    payee_confirmed: bool
    dispute_by: dt.date | None
    left_open_pence: int
    waiting: tuple[Waiting, ...]
    letters: tuple[ClaimLetter, ...]


def beside(office: Office, person: Person, claim_ref: str) -> Beside:
    """What stands beside a claim, for a person. Raises NotFound."""
    named = bool(person.roles & MAY_SEE[View.CASES])
    with reading(office.engine) as session:
        claim = claim_files.held(session, claim_ref)
        guarantee = guarantee_files.held(session, claim.guarantee_ref)
        decision = session.get(ClaimDecision, claim_ref)
        home = case_files.as_issued(session, Home, guarantee)
        young = case_files.latest(session, YoungPerson, guarantee.case_ref) if named else None
        names = officers.names(session)
        left_open_pence = sum(claim_chains.left_open(session, claim_ref).values()) if decision else 0
        owed_pence = payment_files.owed_pence(session, claim_ref)
        attempt = payments.attempts(session, claim_ref) + 1
        line = payment_files.line_of(session, claim_ref, attempt)
        return Beside(
            case_ref=guarantee.case_ref,
            guarantee_ref=guarantee.ref,
            guarantee_status=guarantee_files.status(session, guarantee.ref),
            young_person=young.name if young else None,
            landlord=home.landlord_name if home else None,
            agent=home.agent if home else None,
            lodged_by=names[claim.lodged_by],
            cap_pence=sum(guarantee_files.moved(session, kind, guarantee.ref) for kind in _CAP),
            cap_left_pence=guarantee_files.balance(session, Account.COMMITMENT, guarantee.ref),
            deposit_left_pence=guarantee_files.deposit_left_pence(session, guarantee),
            owed_pence=owed_pence,
            pay_by=payments.due_on(session, claim, attempt) if owed_pence else None,
            batch=f"B-{line.batch}" if line else None,
            batch_reference=line.reference if line else None,
            payee_confirmed=payee_files.confirmed_for(session, guarantee) is not None,
            dispute_by=_dispute_by(session, decision, left_open_pence),
            left_open_pence=left_open_pence,
            waiting=tuple(
                Waiting(f"P-{each.number}", each.act, names[each.proposed_by])
                for each in claim_proposals.waiting(session, claim_ref)
            ),
            letters=tuple(_letters(session, claim, decision)),
        )


def _dispute_by(session: Session, decision: ClaimDecision | None, left_open_pence: int) -> dt.date | None:
    """The last day for a dispute; None where there is nothing to dispute or it was disputed before."""
    if decision is None or not left_open_pence or claim_files.undone(session, decision.claim_ref):
        return None
    if claim_chains.dispute(session, decision.claim_ref) is not None:
        return None
    return decision.decided_on + dt.timedelta(days=practice.figure("dispute_days").value)


def _letters(session: Session, claim: Claim, decision: ClaimDecision | None) -> list[ClaimLetter]:
    """The letters of a decision that stands and of a payment that stands, made or due."""
    asked: list[tuple[str, str]] = []
    if decision is not None and not claim_files.undone(session, claim.ref):
        asked.append(("claim-decision", f"claim_decision:{claim.ref}"))
    payment = claim_files.payment(session, claim.ref)
    if payment is not None:
        basis = f"claim_payment:{claim.ref}/{payment.attempt}"
        asked += [("payment-advice", basis), ("help-goes-on", basis)]
    found = []
    for kind, basis in asked:
        made = letter_files.standing_letter(session, kind, basis, Edition.STANDARD)
        found.append(
            ClaimLetter(
                kind, letters.title(kind), made.code if made else None, made.made_on if made else None
            )
        )
    return found
