"""The tenancy deposit: how much of it is there for rent when the tenancy ends."""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.money import pounds
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Office, Person
from guarantor.services.rent_record import rent
from guarantor.storage import guarantee_files
from guarantor.storage.tables.changes import DepositStatement


def state(
    office: Office, person: Person, ref: str, available_pence: int, evidence: str, on: dt.date
) -> dict[str, Any]:
    """State how much of the deposit is there for rent, before any claim keeps of it; the latest statement counts.

    Until it is stated, the whole deposit that the case names is taken to be there. Raises WrongInput without
    evidence.
    """
    if not evidence.strip():
        raise WrongInput.at("--evidence", "expected what shows it, such as the deposit scheme's statement")
    with doing(office, person, Act.STATE_DEPOSIT, on) as act:
        guarantee = rent.held(act, ref)
        act.subject = ref
        act.add(
            DepositStatement(
                guarantee_ref=ref,
                available_pence=available_pence,
                evidence=evidence.strip(),
                stated_on=on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        act.note(available_pence=available_pence)
        left_pence = guarantee_files.deposit_left_pence(act.session, guarantee)
        return {"guarantee_ref": ref, "available": pounds(available_pence), "left": pounds(left_pence)}
