"""One's own account: how one comes in, and choosing another password.

The secret of one-time codes stays as it is; a lost one takes a new account, which two administrators open.
"""

from typing import Any, Literal, cast

from guarantor.domain.access import Act
from guarantor.domain.refusals import NoPasswordHere, SignInRefused
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import doing
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office, Person
from guarantor.services.entering import passwords, sessions, signing_in
from guarantor.storage import account_files, record
from guarantor.storage.account_files import Held
from guarantor.storage.engine import reading
from guarantor.storage.tables.accounts import PasswordChange

Way = Literal["local", "council"]


def way_in(office: Office, person: Person) -> Way | None:
    """How the person comes in: by a password here or by the council's own sign-in; None without an open account."""
    held = _held(office, person)
    return None if held is None else cast("Way", held.account.way)


def asks_for_code(office: Office, person: Person) -> bool:
    """Whether an app shows codes for the person's account, so that one is asked for beside the password."""
    held = _held(office, person)
    return held is not None and held.credential is not None and held.credential.sealed_secret is not None


def change_password(
    office: Office, person: Person, current: str, code: str | None, password: str, browser: str | None = None
) -> str:
    """Give the person's local account another password, and end all of their sessions; answers with a new one's token.

    What is asked is what signing in asks, and failures count as they do there. Raises NoPasswordHere where the person
    comes in by the council's own sign-in, WrongInput for a password that will not do or a current one that is wrong,
    SignInLocked where that failed too often lately.
    """
    if way_in(office, person) != "local":
        raise NoPasswordHere
    # Before the code is used up, which opens nothing a second time.
    passwords.check_fit(password, person.name, office.settings.council_name)
    try:
        held = signing_in.prove(office, person.name, current, code)
    except SignInRefused:
        beside = ", and the code that your app shows now" if asks_for_code(office, person) else ""
        raise WrongInput.at("current", f"expected the one that you sign in with now{beside}") from None
    with doing(office, person, Act.CHANGE_PASSWORD, business_day(office, None)) as act:
        act.subject = f"officer {person.number}"
        record.lock_key(act.session, sessions.lock_of(held.account.id))
        act.add(
            PasswordChange(
                account=held.account.id,
                password_hash=passwords.hashed(password),
                officer=act.number,
                recorded_at=act.at,
            )
        )
        account_files.end_sessions_of(act.session, act.number)
    opened = _held(office, person)
    if opened is None:
        raise SignInRefused(codes=False)
    return sessions.begin(office, opened, browser)


def shown(office: Office, person: Person, token: str) -> dict[str, Any]:
    """What the person is shown of their account: how they come in and their sessions."""
    return {"way": way_in(office, person), "sessions": sessions.of_person(office, person, token)}


def _held(office: Office, person: Person) -> Held | None:
    with reading(office.engine) as session:
        return account_files.by_name(session, person.name)
