"""Payment batches: the claims that are due, as one CSV file for accounts payable.

A batch is a list, not a payment: what accounts payable has paid is recorded by `payments.pay`, claim by claim. The
file is the one place where bank details stand in plain; the record keeps what it takes to write it again.
"""

import datetime as dt
import os
from pathlib import Path
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.money import pounds
from guarantor.domain.refusals import NothingToBatch, NothingToPay, NotPermitted, Refused
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import Doing, doing
from guarantor.services.acting.office import Office, Person
from guarantor.services.paying import payees, payments
from guarantor.storage import claim_files, guarantee_files, officers, payee_files, payment_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.claims import Claim, ClaimDecision
from guarantor.storage.tables.payees import PayeeVersion, PaymentBatch, PaymentBatchLine
from guarantor.tabular.csv_writing import csv_lines
from guarantor.tabular.table import Column, Table, Value
from guarantor.tabular.whole_files import written_whole

_COLUMNS = (
    Column("payment_reference"),
    Column("payee_name"),
    Column("sort_code"),
    Column("account_number"),
    Column("amount", "pounds"),
    Column("claim"),
    Column("due_on", "date"),
)


def make(office: Office, person: Person, out: Path, on: dt.date) -> dict[str, Any]:
    """Put every claim that is due to a confirmed payee in a batch and write its file.

    The batch is kept only once its file is whole on the disk; all that is left then is to give it its name, and
    `write_again` makes up for that. Answers with the batch and with each claim left out and why. Raises
    NothingToBatch, and WrongInput where something stands at `out` already.
    """
    with written_whole(out) as file, doing(office, person, Act.MAKE_PAYMENT_BATCH, on) as act:
        chosen: list[PaymentBatchLine] = []
        left_out: list[dict[str, str]] = []
        for claim_ref in payment_files.due(act.session):
            try:
                chosen.append(_line(act, claim_ref))
            except NothingToPay as refused:
                left_out.append({"claim": claim_ref, "why": refused.why})
        if not chosen:
            raise NothingToBatch([f"{each['claim']}, {each['why']}" for each in left_out])
        total_pence = sum(line.amount_pence for line in chosen)
        batch = act.add(
            PaymentBatch(made_on=on, total_pence=total_pence, made_by=act.number, recorded_at=act.at)
        )
        for line in chosen:
            line.batch = batch.number
            act.add(line)
        act.subject = f"B-{batch.number}"
        act.note(claims=[line.claim_ref for line in chosen], total_pence=total_pence)
        _write(file, act.session, office, batch.number)
        return {
            "batch": act.subject,
            "total": pounds(total_pence),
            "claims": [line.claim_ref for line in chosen],
            "left_out": left_out,
            "written": str(out),
        }


def write_again(office: Office, person: Person, number: int, out: Path, on: dt.date) -> dict[str, Any]:
    """Write a batch's file again, byte for byte as it was; the journal says who took the bank details out again.

    Raises NotFound, WrongInput where the details were erased or something stands at `out` already.
    """
    with written_whole(out) as file, doing(office, person, Act.MAKE_PAYMENT_BATCH, on) as act:
        batch = payment_files.batch(act.session, number)
        act.subject = f"B-{number}"
        act.note(written_again=True)
        _write(file, act.session, office, number)
        return {"batch": act.subject, "total": pounds(batch.total_pence), "written": str(out)}


def pay(office: Office, person: Person, number: int, on: dt.date) -> dict[str, Any]:
    """Record every payment of a batch that accounts payable has made, under the references of the batch.

    Each claim is an act of its own: what is refused or cannot be dated so is left out and named, and the rest is
    paid. Run again, it pays nothing twice. Raises NotFound, NotPermitted.
    """
    with reading(office.engine) as session:
        payment_files.batch(session, number)
        due = [(line.claim_ref, line.reference) for line in payment_files.lines(session, number)]
    paid, left_out = [], []
    for claim_ref, reference in due:
        try:
            paid.append(payments.pay(office, person, claim_ref, reference, on))
        except NotPermitted:
            raise
        except (Refused, WrongInput) as refused:
            left_out.append({"claim": claim_ref, "why": str(refused)})
    return {"batch": f"B-{number}", "paid": paid, "left_out": left_out}


def listed(office: Office) -> list[dict[str, Any]]:
    """Every batch: when, by whom, how much, and how much of it is recorded as paid."""
    with reading(office.engine) as session:
        names = officers.names(session)
        rows = []
        for batch in payment_files.batches(session):
            lines = payment_files.lines(session, batch.number)
            unpaid = [line for line in lines if not payment_files.is_paid(session, line)]
            rows.append(
                {
                    "batch": f"B-{batch.number}",
                    "made_on": batch.made_on.isoformat(),
                    "made_by": names[batch.made_by],
                    "claims": len(lines),
                    "total": pounds(batch.total_pence),
                    "not_paid_yet": pounds(sum(line.amount_pence for line in unpaid)),
                }
            )
        return rows


def _line(act: Doing, claim_ref: str) -> PaymentBatchLine:
    """The claim's line, the claim held still until the batch is made. Raises NothingToPay, saying why there is none."""
    session = act.session
    claim = claim_files.held(session, claim_ref)
    guarantee = guarantee_files.held(session, claim.guarantee_ref, to_change=True)
    decision, _ = payments.payable(session, claim)
    attempt = payments.attempts(session, claim_ref) + 1
    before = payment_files.line_of(session, claim_ref, attempt)
    if before is not None:
        raise NothingToPay(claim_ref, f"it is in B-{before.batch}")
    _check_decided(act, claim, decision)
    payee = payee_files.confirmed_for(session, guarantee)
    if payee is None:
        raise NothingToPay(claim_ref, "no payee is confirmed")
    _check_payee(act, claim_ref, payee)
    return PaymentBatchLine(
        claim_ref=claim_ref,
        attempt=attempt,
        payee=payee.id,
        reference=f"{claim_ref}-{attempt}",
        amount_pence=payment_files.owed_pence(session, claim_ref),
    )


def _check_decided(act: Doing, claim: Claim, decision: ClaimDecision) -> None:
    if decision.decided_by == act.number:
        raise NothingToPay(claim.ref, "the person who makes this batch decided it")
    if decision.decided_on > act.on:
        raise NothingToPay(claim.ref, f"it was decided on {decision.decided_on.isoformat()}")
    if payment_files.to_be_undone(act.session, claim.ref):
        raise NothingToPay(claim.ref, "an approver proposes to undo its acceptance")


def _check_payee(act: Doing, claim_ref: str, payee: PayeeVersion) -> None:
    confirmation = payee_files.confirmation(act.session, payee)
    assert confirmation is not None, "the payee is confirmed"
    if payee.sealed is None:
        raise NothingToPay(claim_ref, "the payee's details were erased")
    if confirmation.confirmed_on > act.on:
        raise NothingToPay(claim_ref, f"its payee was confirmed on {confirmation.confirmed_on.isoformat()}")


def _write(file: Path, session: Session, office: Office, number: int) -> None:
    """Write the batch's file for nobody else to read, and see it on the disk before the act is kept."""
    table = Table(
        f"B-{number}",
        _COLUMNS,
        (_row(session, office, line) for line in payment_files.lines(session, number)),
    )
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.writelines(csv_lines(table))
        out.flush()
        os.fsync(out.fileno())


def _row(session: Session, office: Office, line: PaymentBatchLine) -> list[Value]:
    payee = session.get(PayeeVersion, line.payee)
    assert payee is not None, "a line names its payee"
    if payee.name is None:
        raise WrongInput.at("BATCH", f"expected bank details, and those of {payee.case_ref} were erased")
    details = payees.opened(session, office, payee)
    claim = claim_files.held(session, line.claim_ref)
    return [
        line.reference,
        payee.name,
        "-".join((details.sort_code[:2], details.sort_code[2:4], details.sort_code[4:])),
        details.account,
        line.amount_pence,
        line.claim_ref,
        payments.due_on(session, claim, line.attempt),
    ]
