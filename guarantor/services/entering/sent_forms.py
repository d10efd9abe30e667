"""Forms that were sent: a double click, or a page sent again, is the same sending."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from guarantor.services.acting.office import Office
from guarantor.storage import account_files
from guarantor.storage.engine import acting

KEPT = dt.timedelta(days=2)


@dataclass(frozen=True)
class Taken:
    """Whether a form came for the first time; else where the first one led, once it got that far."""

    first: bool
    leads_to: str | None


def take(office: Office, token: str) -> Taken:
    """Take a form by its token."""
    with acting(office.engine) as session:
        return Taken(*account_files.take_form(session, _digest(token), office.now()))


def led_to(office: Office, token: str, address: str) -> None:
    """Note where the form led, for whoever sends it again."""
    with acting(office.engine) as session:
        account_files.form_led_to(session, _digest(token), address)


def forget_old(office: Office) -> None:
    """Take away forms that nobody will send again."""
    with acting(office.engine) as session:
        account_files.forget_forms_before(session, office.now() - KEPT)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
