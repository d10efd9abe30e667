"""The world that the simulator plays in: an office, its people, the day, and dice that decide what happens next."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import text

from guarantor.domain.refusals import Refused
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.office import Office, Person
from guarantor.services.proof import checking
from guarantor.services.proof.checking import Finding
from guarantor.storage.engine import reading
from tests.rehearsing import ROLES, Rehearsal

FIRST_DAY = dt.date(2018, 6, 4)
PEOPLE = [name for name in ROLES if name not in ("ada", "bo")]


@dataclass
class County:
    """What an act of the simulator is given. `happened` counts acts done and refused by name."""

    rehearsal: Rehearsal
    dice: random.Random
    folder: Path
    on: dt.date = FIRST_DAY
    happened: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    number: int = 0

    @property
    def office(self) -> Office:
        """The office."""
        return self.rehearsal.office

    def anyone(self, *likely: str) -> Person:
        """Mostly one of those whose work it is, now and then anybody at all."""
        return self.rehearsal.__getattr__(self.dice.choice(likely if self.dice.random() < 0.9 else PEOPLE))

    def caseworker(self) -> Person:
        """Most likely a caseworker."""
        return self.anyone("cora", "cal")

    def approver(self) -> Person:
        """Most likely an approver."""
        return self.anyone("ann", "abe")

    def finance(self) -> Person:
        """Most likely an officer of finance."""
        return self.anyone("fay", "finn")

    def day(self, before: int = 40, after: int = 5) -> dt.date:
        """Today, or a day not far from it: what is written down late or early."""
        if self.dice.random() < 0.6:
            return self.on
        return self.on + dt.timedelta(days=self.dice.randrange(-before, after))

    def pence(self, around: int = 52_000) -> int:
        """A sum: often the usual one, sometimes a penny, sometimes far too much."""
        return self.dice.choice(
            (around, around, around // 2, 1, around + 1, around * 7, self.dice.randrange(1, around))
        )

    def key(self) -> str | None:
        """An idempotency key, now and then one that was used before."""
        if self.dice.random() < 0.4:
            return None
        return f"key-{self.dice.randrange(400)}"

    def one(self, query: str) -> str | None:
        """One row's first column, chosen by the dice; None where there is none."""
        with reading(self.office.engine) as session:
            found = [row[0] for row in session.execute(text(query))]
        return self.dice.choice(found) if found else None

    def next_number(self) -> int:
        """A number that was not used before."""
        self.number += 1
        return self.number

    def checked(self) -> list[Finding]:
        """Everything that does not hold."""
        return [*checking.check_ledger(self.office), *checking.verify_journal(self.office)]


Deed = Callable[[County], Any]


def try_it(county: County, deed: Deed) -> None:
    """Do it; a refusal or a fault in the input is an answer like any other."""
    name = deed.__name__
    try:
        deed(county)
    except (Refused, WrongInput) as refused:
        county.happened[f"{name} refused"] += 1
        county.told.append(f"{county.on} {name}: {refused}")
    else:
        county.happened[name] += 1
        county.told.append(f"{county.on} {name}: done")
