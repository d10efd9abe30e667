"""`confirm P-n`: finds out what waits, and completes it as that act's second person."""

import datetime as dt
import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import acts_of_two, people
from guarantor.services.acting.acts import doing
from guarantor.services.acting.acts_of_two import Complete
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import programmes
from guarantor.services.casework import costs, exceptions
from guarantor.services.claiming import claim_corrections
from guarantor.services.data_protection import deletion
from guarantor.services.entering import accounts
from guarantor.services.guaranteeing import ending
from guarantor.services.paying import payees, write_offs
from guarantor.storage import officers
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.people import PendingAct

_COMPLETED_BY: dict[Act, tuple[Act, Complete]] = {
    Act.PROPOSE_ROLE: (Act.CONFIRM_ROLE, people.grant_role),
    Act.PROPOSE_ACCOUNT: (Act.CONFIRM_ACCOUNT, accounts.open_account),
    Act.PROPOSE_PROGRAMME: (Act.CONFIRM_PROGRAMME, programmes.adopt),
    Act.PROPOSE_EXCEPTION: (Act.CONFIRM_EXCEPTION, exceptions.approve),
    Act.PROPOSE_COST: (Act.CONFIRM_COST, costs.approve),
    Act.PROPOSE_END: (Act.CONFIRM_END, ending.complete),
    Act.PROPOSE_CLAIM_CORRECTION: (Act.CONFIRM_CLAIM_CORRECTION, claim_corrections.complete),
    Act.PROPOSE_DELETION: (Act.CONFIRM_DELETION, deletion.complete),
    Act.PROPOSE_WRITE_OFF: (Act.CONFIRM_WRITE_OFF, write_offs.complete),
}

# Each proposal names what it is about by one of these.
_CONCERNS = ("guarantee_ref", "claim", "cost", "case", "ref", "policy", "name")


def confirm(
    office: Office, person: Person, number: int, *, on: dt.date | None = None, call_back: str | None = None
) -> dict[str, Any]:
    """Confirm a pending act on a day, or on the business day; answers as the completed act does.

    `call_back` says how bank details were checked by telephone. Raises WrongInput where they lack it, or where it
    is given for anything else.
    """
    with reading(office.engine) as session:
        second, complete = _completing(acts_of_two.proposed_act(session, number), call_back)
    with doing(office, person, second, business_day(office, on)) as act:
        return acts_of_two.confirm(act, number, complete)


def completed_by(proposed: Act) -> Act:
    """The act by which a second person completes what was proposed; who may do it may see what waits for it."""
    return Act.CONFIRM_PAYEE if proposed is Act.PROPOSE_PAYEE else _COMPLETED_BY[proposed][0]


def waiting(office: Office) -> list[dict[str, Any]]:
    """Every act that waits for its second person: who proposed it, what it concerns, and what it would do."""
    with reading(office.engine) as session:
        names = officers.names(session)
        return [_document(each, names) for each in officers.waiting_acts(session)]


def waiting_on(session: Session, ref: str, names: Mapping[int, str]) -> list[dict[str, Any]]:
    """As `waiting`, those that concern one reference; `names` are the officers' by number."""
    found = [_document(each, names) for each in officers.waiting_acts(session, about=ref)]
    return [each for each in found if each["concerns"] == ref]


def _document(pending: PendingAct, names: Mapping[int, str]) -> dict[str, Any]:
    content = json.loads(pending.content)
    return {
        "pending": f"P-{pending.number}",
        "act": pending.act,
        "proposed_by": names[pending.proposed_by],
        "concerns": next((content[name] for name in _CONCERNS if name in content), None),
        "content": content,
    }


def _completing(proposed: Act, call_back: str | None) -> tuple[Act, Complete]:
    if proposed is not Act.PROPOSE_PAYEE:
        if call_back is not None:
            raise WrongInput.at("--call-back", "expected only where bank details are confirmed")
        return _COMPLETED_BY[proposed]
    if not (call_back and call_back.strip()):
        raise WrongInput.at("--call-back", "expected whom you rang, and on which number known before")
    return Act.CONFIRM_PAYEE, partial(payees.complete, call_back=call_back)
