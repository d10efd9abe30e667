"""An application is withdrawn, for a reason; it comes back when it is submitted or revised again."""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.lifecycle import CaseStatus, check_follows
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Office, Person
from guarantor.services.casework.cases import check_no_guarantee_stands, step
from guarantor.storage import case_files
from guarantor.storage.tables.turned_down import Withdrawal


def withdraw(office: Office, person: Person, ref: str, reason: str, on: dt.date) -> dict[str, Any]:
    """Withdraw an application at the young person's wish.

    Raises GuaranteeStands while a guarantee of the case is offered or active, WrongStatus where it was withdrawn
    before or guaranteed, WrongInput for an empty reason.
    """
    if not reason.strip():
        raise WrongInput.at("--reason", "expected the reason for the withdrawal")
    with doing(office, person, Act.WITHDRAW_CASE, on) as act:
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
