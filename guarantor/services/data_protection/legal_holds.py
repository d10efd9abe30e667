"""Legal holds: put on a case and lifted, each time with a reason. While one stands nothing of the case goes."""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.refusals import AlreadyDone
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Office, Person
from guarantor.storage import case_files, holds
from guarantor.storage.tables.holds import LegalHold


def put(office: Office, person: Person, case: str, why: str, on: dt.date) -> dict[str, Any]:
    """Hold a case. Raises NotFound, WrongInput without a reason, AlreadyDone where it is held."""
    return _step(office, person, case, why, on, Act.PUT_HOLD)


def lift(office: Office, person: Person, case: str, why: str, on: dt.date) -> dict[str, Any]:
    """Lift the hold of a case. Raises NotFound, WrongInput without a reason, AlreadyDone where none stands."""
    return _step(office, person, case, why, on, Act.LIFT_HOLD)


def _step(office: Office, person: Person, case: str, why: str, on: dt.date, what: Act) -> dict[str, Any]:
    if not why.strip():
        raise WrongInput.at("--reason", "expected why")
    puts = what is Act.PUT_HOLD
    with doing(office, person, what, on) as act:
        act.subject = case_files.held(act.session, case, to_change=True).ref
        if (case in holds.standing(act.session)) is puts:
            raise AlreadyDone(f"{case} is held already" if puts else f"{case} is not held")
        step = "put" if puts else "lifted"
        act.add(
            LegalHold(
                case_ref=case,
                step=step,
                why=why.strip(),
                happened_on=on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        return {"case": case, "hold": step}
