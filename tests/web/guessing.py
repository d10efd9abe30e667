"""A process that guesses a password until its name is locked, and says how many of its guesses were tried.

Run as `python -m tests.web.guessing URL KEYFILE NAME`; it begins when a line comes in.
"""

import sys
from pathlib import Path

from guarantor import clock
from guarantor.domain.refusals import SignInLocked, SignInRefused
from guarantor.services.acting.office import Office
from guarantor.services.entering import signing_in
from guarantor.settings import Settings
from guarantor.storage.engine import open_engine


def main(url: str, key_file: str, name: str) -> None:
    """Guess until the name is locked."""
    office = Office(
        open_engine(url), Settings(database_url=url, web_key_file=Path(key_file)), clock.now, clock.today
    )
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    tried = 0
    while True:
        try:
            signing_in.sign_in(office, name, "a guess")
        except SignInRefused:
            tried += 1
        except SignInLocked:
            break
    sys.stdout.write(f"{tried}\n")
    sys.stdout.flush()
    office.engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
