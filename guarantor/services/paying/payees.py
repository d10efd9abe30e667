"""Who is paid for a case: bank details that one finance officer enters and another confirms after a call-back.

The details are sealed (see sealing) and never stand in the journal, in a pending act or in an answer; the payment
batch alone has them whole.
"""

import datetime as dt
import re
from typing import Any, Literal

from guarantor.domain.access import Act
from guarantor.domain.refusals import PayeeOutdated
from guarantor.domain.wrong_input import Fault, WrongInput
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.acts_of_two import propose
from guarantor.services.acting.office import Office, Person
from guarantor.services.paying import sealing
from guarantor.services.paying.sealing import BankDetails, SealedFor
from guarantor.storage import case_files, guarantee_files, officers, payee_files, payment_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.payees import PayeeConfirmation, PayeeVersion
from guarantor.storage.tables.people import PendingAct

PayeeKind = Literal["landlord", "agent"]
_SORT_CODE = re.compile(r"(\d{2})([- ]?)(\d{2})\2(\d{2})", re.ASCII)
_ACCOUNT = re.compile(r"\d{8}", re.ASCII)
_LONGEST_NAME = 200


def bank_details(sort_code: str, account: str) -> BankDetails:
    """Bank details as people write them: 12-34-56 or 123456, and eight digits.

    Raises WrongInput naming each that is wrong; what was given is not repeated.
    """
    faults = []
    found = _SORT_CODE.fullmatch(sort_code.strip())
    if found is None:
        faults.append(Fault("--sort-code", "--sort-code: expected six digits such as 12-34-56."))
    if _ACCOUNT.fullmatch(account.strip()) is None:
        faults.append(
            Fault(
                "--account",
                "--account: expected eight digits; a number of seven or fewer has zeros put before it.",
            )
        )
    if found is None or faults:
        raise WrongInput(faults)
    return BankDetails("".join(found.group(1, 3, 4)), account.strip())


def change(
    office: Office,
    person: Person,
    ref: str,
    kind: PayeeKind,
    name: str,
    details: BankDetails,
    on: dt.date,
) -> dict[str, Any]:
    """Enter a case's payee, or change it. Nothing is paid there before another officer has confirmed it.

    Answers with the pending act's number. Raises NotFound, and WrongInput for a name that is empty or too long or
    where a live database has no payee key.
    """
    name = name.strip()
    if not 1 <= len(name) <= _LONGEST_NAME or not name.isprintable():
        raise WrongInput.at("--name", f"expected the payee's name, 1 to {_LONGEST_NAME} characters")
    with doing(office, person, Act.PROPOSE_PAYEE, on) as act:
        case_files.held(act.session, ref)
        proposed = propose(act, {"case": ref, "kind": kind})
        pending = int(proposed["pending"][2:])
        act.add(
            PayeeVersion(
                case_ref=ref,
                kind=kind,
                name=name,
                sealed=sealing.seal(
                    office.settings,
                    SealedFor(ref, pending),
                    details,
                    rehearsal=_is_rehearsal(act.session),
                ),
                pending=pending,
                proposed_by=act.number,
                proposed_on=on,
                recorded_at=act.at,
            )
        )
        act.note(case=ref, kind=kind)
        return proposed


def complete(act: Doing, pending: PendingAct, content: dict[str, Any], call_back: str) -> dict[str, Any]:
    """Complete a confirmed change: from now on the case's claims are paid there.

    `call_back` says whom the officer rang on which number known before. Batch lines that were handed over with
    the details as they were, and are not paid yet, are named. Raises WrongInput where it is empty or the entry was
    erased, PayeeOutdated where newer details were confirmed, SealBroken where the entry was altered.
    """
    ref = str(content["case"])
    # A batch being made for this case ends before the details change, or waits until they have.
    for guarantee in case_files.guarantees(act.session, ref):
        guarantee_files.held(act.session, guarantee.ref, to_change=True)
    payee = payee_files.entered_under(act.session, pending.number)
    not_before(act, payee.proposed_on, "entered")
    now = payee_files.confirmed(act.session, ref)
    if now is not None and now.id > payee.id:
        raise PayeeOutdated(f"P-{pending.number}", ref)
    opened(act.session, act.office, payee)
    act.add(
        PayeeConfirmation(
            payee=payee.id,
            call_back=call_back.strip(),
            confirmed_on=act.on,
            proposed_by=pending.proposed_by,
            confirmed_by=act.number,
            recorded_at=act.at,
        )
    )
    old = [
        {"batch": f"B-{line.batch}", "claim": line.claim_ref}
        for line in payment_files.unpaid_lines(act.session, ref)
    ]
    act.note(case=ref, handed_over_before=[f"{each['batch']} {each['claim']}" for each in old])
    return {"ref": ref, "payee": payee.kind, "handed_over_with_the_old_details": old}


def opened(session: Session, office: Office, payee: PayeeVersion) -> BankDetails:
    """The bank details of an entry. Raises WrongInput where they were erased, and as `sealing.unseal` does."""
    if payee.sealed is None:
        raise WrongInput.at("REF", f"expected bank details, and those of {payee.case_ref} were erased")
    return sealing.unseal(
        office.settings,
        SealedFor(payee.case_ref, payee.pending),
        payee.sealed,
        rehearsal=_is_rehearsal(session),
    )


def shown(office: Office, ref: str) -> dict[str, Any]:
    """A case's payee as it counts and the entries that wait for confirmation; of each account the last two digits.

    Raises as `opened` does, but shows an erased entry without its account.
    """
    with reading(office.engine) as session:
        case_files.held(session, ref)
        payee = payee_files.confirmed(session, ref)
        return {
            "ref": ref,
            "payee": _document(session, office, payee) if payee else None,
            "waiting": [_document(session, office, each) for each in payee_files.waiting(session, ref)],
            "handed_over_and_not_paid": [
                {
                    "batch": f"B-{line.batch}",
                    "claim": line.claim_ref,
                    "details": "as they are" if payee and line.payee == payee.id else "changed since",
                }
                for line in payment_files.unpaid_lines(session, ref)
            ],
        }


def listed(office: Office) -> list[dict[str, Any]]:
    """Every case with bank details: whom it pays, since when, and what waits. Opens no seal."""
    with reading(office.engine) as session:
        rows = []
        for ref in payee_files.cases(session):
            payee = payee_files.confirmed(session, ref)
            confirmation = payee_files.confirmation(session, payee) if payee else None
            waiting = [f"P-{each.pending}" for each in payee_files.waiting(session, ref)]
            rows.append(
                {
                    "ref": ref,
                    "kind": payee.kind if payee else None,
                    "name": payee.name if payee else None,
                    "confirmed_on": confirmation.confirmed_on.isoformat() if confirmation else None,
                    "waiting": ", ".join(waiting) or None,
                }
            )
        return rows


def _document(session: Session, office: Office, payee: PayeeVersion) -> dict[str, Any]:
    names = officers.names(session)
    confirmation = payee_files.confirmation(session, payee)
    account = None if payee.sealed is None else f"******{opened(session, office, payee).account[-2:]}"
    return {
        "pending": f"P-{payee.pending}",
        "kind": payee.kind,
        "name": payee.name,
        "account": account,
        "entered_by": names[payee.proposed_by],
        "entered_on": payee.proposed_on.isoformat(),
        "confirmed_by": names[confirmation.confirmed_by] if confirmation else None,
        "confirmed_on": confirmation.confirmed_on.isoformat() if confirmation else None,
        "call_back": confirmation.call_back if confirmation else None,
    }


def _is_rehearsal(session: Session) -> bool:
    return officers.mark(session).kind == "rehearsal"
