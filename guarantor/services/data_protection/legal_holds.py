"""Legal holds: put on a case and lifted, each time with a reason. While one stands nothing of the case goes."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.refusals import AlreadyDone
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Office, Person
from guarantor.storage import case_files, holds, officers
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.holds import LegalHold


@dataclass(frozen=True)
class Hold:
    """A step of a case's hold: `step` is put or lifted; `why` is None once it was erased."""

    case: str
    step: str
    why: str | None
    on: dt.date
    by: str


def of_case(office: Office, case: str) -> list[Hold]:
    """Every step of a case's hold, oldest first; none where it was never held. Raises NotFound."""
    with reading(office.engine) as session:
        case_files.held(session, case)
        return _told(holds.of_case(session, case), officers.names(session))


def may_be_put(office: Office, case: str) -> bool:
    """Whether there is a case of this reference."""
    with reading(office.engine) as session:
        return case_files.is_held(session, case)


def standing(session: Session, names: Mapping[int, str]) -> dict[str, Hold]:
    """The hold of each case that is held, the latest first; `names` are the officers' by number."""
    return {each.case: each for each in _told(holds.latest(session).values(), names)}


def standing_on(session: Session, case: str, names: Mapping[int, str]) -> Hold | None:
    """The hold that stands on one case."""
    steps = _told(holds.of_case(session, case), names)
    return steps[-1] if steps and steps[-1].step == "put" else None


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


def _told(steps: Iterable[LegalHold], names: Mapping[int, str]) -> list[Hold]:
    return [Hold(each.case_ref, each.step, each.why, each.happened_on, names[each.officer]) for each in steps]
