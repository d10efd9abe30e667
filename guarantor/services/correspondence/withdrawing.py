"""Withdrawing a paper: it stays on record, and whoever checks it is told that it no longer stands."""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.correspondence import WithdrawalReason
from guarantor.domain.lifecycle import GuaranteeStatus
from guarantor.domain.refusals import AlreadyDone, WrongStatus
from guarantor.domain.wrong_input import NotFound
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.storage import guarantee_files, letter_files
from guarantor.storage.letter_files import Issued
from guarantor.storage.tables.letters import WithdrawnPaper


def withdraw(
    office: Office, person: Person, code: str, reason: WithdrawalReason, on: dt.date
) -> dict[str, Any]:
    """Say that a paper no longer stands. A letter can be made anew afterwards.

    The deed and agreement of a guarantee in force cannot be withdrawn: what three have signed ends only as the
    guarantee does. Raises NotFound, AlreadyDone, WrongStatus, and WrongInput for a day before it was made.
    """
    with doing(office, person, Act.WITHDRAW_PAPER, on) as act:
        paper = letter_files.by_code(act.session, code)
        if paper is None:
            raise NotFound("CODE", "a paper", code)
        act.subject = paper.about
        _check_status(act, paper)
        not_before(act, paper.made_on, "made")
        if letter_files.withdrawal(act.session, code) is not None:
            raise AlreadyDone(f"The {paper.kind} {code} was withdrawn before")
        act.add(
            WithdrawnPaper(
                code=code, reason_code=reason, withdrawn_on=on, officer=act.number, recorded_at=act.at
            )
        )
        act.note(paper=code, reason=reason)
        return {"code": code, "kind": paper.kind, "withdrawn_on": on.isoformat(), "reason": reason}


def _check_status(act: Doing, paper: Issued) -> None:
    if paper.basis or paper.guarantee_ref is None:
        return
    guarantee_files.held(act.session, paper.guarantee_ref, to_change=True)
    status = guarantee_files.status(act.session, paper.guarantee_ref)
    if status is not GuaranteeStatus.ENDED:
        raise WrongStatus(paper.guarantee_ref, status, [GuaranteeStatus.ENDED])
