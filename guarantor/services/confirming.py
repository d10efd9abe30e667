"""`confirm P-n`: finds out what waits, and completes it as that act's second person."""

from typing import Any

from guarantor.domain.access import Act
from guarantor.services import acts_of_two, people, programmes
from guarantor.services.acts import doing
from guarantor.services.acts_of_two import Complete
from guarantor.services.identity import business_day
from guarantor.services.office import Office, Person
from guarantor.storage import officers
from guarantor.storage.engine import reading

_COMPLETED_BY: dict[Act, tuple[Act, Complete]] = {
    Act.PROPOSE_ROLE: (Act.CONFIRM_ROLE, people.grant_role),
    Act.PROPOSE_PROGRAMME: (Act.CONFIRM_PROGRAMME, programmes.adopt),
}


def confirm(office: Office, person: Person, number: int) -> dict[str, Any]:
    """Confirm a pending act; answers as the completed act does."""
    with reading(office.engine) as session:
        second, complete = _COMPLETED_BY[acts_of_two.proposed_act(session, number)]
    with doing(office, person, second, business_day(office, None)) as act:
        return acts_of_two.confirm(act, number, complete)


def waiting(office: Office) -> list[dict[str, Any]]:
    """Every act that waits for its second person."""
    with reading(office.engine) as session:
        return [
            {"pending": f"P-{pending.number}", "act": pending.act, "proposed_by": pending.proposed_by}
            for pending in officers.waiting_acts(session)
        ]
