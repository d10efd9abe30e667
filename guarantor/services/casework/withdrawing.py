"""An application is withdrawn, for a reason or as entered twice; it comes back when it is submitted again."""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.lifecycle import CaseStatus, check_follows
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting.acts import Doing, doing
from guarantor.services.acting.office import Office, Person
from guarantor.services.casework.cases import check_no_guarantee_stands, step
from guarantor.storage import case_files
from guarantor.storage.tables.turned_down import Withdrawal


def withdraw(office: Office, person: Person, ref: str, reason: str, on: dt.date) -> dict[str, Any]:
    """Withdraw an application at the young person's wish, or for another reason.

    Raises GuaranteeStands while a guarantee of the case is offered or active, WrongStatus where it was withdrawn
    before or guaranteed, WrongInput for an empty reason.
    """
    if not reason.strip():
        raise WrongInput.at("--reason", "expected the reason for the withdrawal")
    return _withdraw(office, person, ref, reason, on, None)


def withdraw_as_twin(
    office: Office, person: Person, ref: str, twin: str, words: str, on: dt.date
) -> dict[str, Any]:
    """Close a case that was entered twice; `twin` is the case that goes on, `words` what there is to say beside.

    Raises as `withdraw`, and WrongInput where there is no such other case.
    """
    if twin == ref:
        raise WrongInput.at("--twin", f"expected the other case, and {ref} is this one")
    reason = f"Entered twice, see {twin}."
    return _withdraw(office, person, ref, f"{reason} {words}" if words.strip() else reason, on, twin)


def _withdraw(
    office: Office, person: Person, ref: str, reason: str, on: dt.date, twin: str | None
) -> dict[str, Any]:
    with doing(office, person, Act.WITHDRAW_CASE, on) as act:
        if twin is not None:
            act.note(twin=_known(act, twin))
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        check_no_guarantee_stands(act, ref)
        check_follows(ref, case_files.status(act.session, ref), CaseStatus.WITHDRAWN)
        act.add(
            Withdrawal(
                case_ref=ref,
                reason=reason.strip(),
                withdrawn_on=on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        step(act, ref, CaseStatus.WITHDRAWN)
        return {"ref": ref, "status": CaseStatus.WITHDRAWN}


def _known(act: Doing, ref: str) -> str:
    try:
        return case_files.held(act.session, ref).ref
    except NotFound:
        raise WrongInput.at("--twin", f"expected a case that exists, and there is no {ref}") from None
