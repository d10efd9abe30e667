"""What every paper is told the same way: the council, whom to reach, the code on it, who confirmed its wording."""

import datetime as dt
import secrets
from typing import Any

from pydantic import ValidationError

from guarantor.domain.wrong_input import Fault, WrongInput
from guarantor.services.acting.acts import Doing
from guarantor.services.correspondence import sealing
from guarantor.services.correspondence.telling import Letterhead
from guarantor.settings import Settings
from guarantor.storage import officers
from letters import content as told
from letters.notices.advice import Help

# Letters that are read aloud or typed without mistaking one for another.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LETTERS = 14


def new_code() -> str:
    """A code for one paper: 14 letters out of 30 are 68 random bits, so nobody guesses a genuine one."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LETTERS))


def letterhead(act: Doing, made_on: dt.date) -> Letterhead:
    """The part that every paper made by this act begins with, under a code of its own. Raises WrongInput."""
    settings = act.office.settings
    rehearsal = officers.mark(act.session).kind == "rehearsal"
    try:
        return {
            "made_on": made_on,
            "code": new_code(),
            "check_at": f"{settings.public_address.rstrip('/')}/check",
            "rehearsal": rehearsal,
            "demo_seal": sealing.sealer(settings, rehearsal=rehearsal).is_demo,
            "council": told.Council(
                name=settings.council_name, address=settings.council_address, from_on=dt.date(1889, 4, 1)
            ),
            "contact": told.Contact(
                name=settings.scheme_contact,
                telephone=settings.scheme_telephone,
                email=settings.scheme_email,
            ),
            "wording": told.Wording(
                confirmed_by=settings.wording_confirmed_by, confirmed_on=settings.wording_confirmed_on
            ),
        }
    except ValidationError as error:
        raise told_wrongly(error) from None


def sources_of_help(settings: Settings) -> Help:
    """Where a young person can complain, be heard and get advice."""
    return Help(complaints=complaints(settings), advocacy=advocacy(settings))


def complaints(settings: Settings) -> told.Contact:
    """Who takes complaints."""
    return told.Contact(name=settings.complaints_contact, email=settings.complaints_email)


def advocacy(settings: Settings) -> told.Contact | None:
    """Who helps a young person to be heard, where the setting names somebody."""
    if settings.advocacy_email is None:
        return None
    return told.Contact(name=settings.advocacy_service, email=settings.advocacy_email)


def told_wrongly(error: ValidationError) -> WrongInput:
    """What cannot stand on a paper, as wrong input: one sentence for each field."""
    return WrongInput(_fault(detail) for detail in error.errors())


def _fault(detail: Any) -> Fault:
    field = ".".join(str(part) for part in detail["loc"]) or "papers"
    message = str(detail["msg"]).removeprefix("Value error, ")
    return Fault(field, f"{field}: {message[0].lower()}{message[1:]}.")
