"""Whether pages may be opened on this database: nothing unsafe on a live one, no rehearsal to the world."""

from guarantor.domain.wrong_input import Fault, WrongInput
from guarantor.services.acting import identity
from guarantor.services.acting.office import Office
from guarantor.services.entering import keys, live_settings


def check_may_open(office: Office, *, loopback: bool) -> None:
    """Raise WrongInput where the pages may not be served here, with every reason at once."""
    if identity.kind(office) == "rehearsal":
        keys.signing_keys(office.settings, rehearsal=True)
        # Passwords alone open a rehearsal, and its cookies go over plain HTTP.
        if not loopback and not office.settings.trusted_proxies:
            raise WrongInput.at(
                "--host", "expected this machine's own address: a rehearsal is not for the network"
            )
        return
    against = live_settings.refused(office)
    if against:
        raise WrongInput(against)


def stands_against(office: Office) -> list[Fault]:
    """For what a live service would not be started; nothing in a rehearsal, which may have all of it."""
    return live_settings.refused(office) if identity.kind(office) == "live" else []
