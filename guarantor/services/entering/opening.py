"""Whether pages may be opened on this database: nothing that a demo made on a live one, no rehearsal to the world."""

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import identity
from guarantor.services.acting.office import Office
from guarantor.services.correspondence import sealing
from guarantor.services.entering import keys
from guarantor.storage import account_files, officers
from guarantor.storage.engine import reading


def check_may_open(office: Office, *, loopback: bool) -> None:
    """Raise WrongInput where the pages may not be served here, saying why."""
    rehearsal = identity.kind(office) == "rehearsal"
    keys.signing_keys(office.settings, rehearsal=rehearsal)
    if rehearsal:
        # Passwords alone open a rehearsal, and its cookies go over plain HTTP.
        if not loopback and not office.settings.trusted_proxies:
            raise WrongInput.at(
                "--host", "expected this machine's own address: a rehearsal is not for the network"
            )
        return
    with reading(office.engine) as session:
        by_password_alone = [
            held.officer.name
            for held in account_files.open_accounts(session)
            if held.credential is not None and held.credential.sealed_secret is None
        ]
        made_by_demo = officers.mark(session).made_by_demo
    if made_by_demo or by_password_alone:
        raise WrongInput.at(
            "GUARANTOR_DATABASE_URL", "expected a live database without the accounts of a demo"
        )
    if office.settings.seal_key_file is not None:
        # Refuses the certificate of a demo.
        sealing.sealer(office.settings, rehearsal=False)
