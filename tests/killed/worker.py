"""A process that acts on a rehearsal database until it is killed; it says each act only after it was kept.

With `die_at` n it kills itself before the n-th statement that it sends to the database, counted over its acts, and with
-n right after it. With `daily_on` it does the daily run of that day and nothing else.
"""

import contextlib
import datetime as dt
import itertools
import os
import random
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sqlalchemy import event

from guarantor import clock
from guarantor.domain.dates import Month
from guarantor.domain.refusals import Refused
from guarantor.services.acting.office import Office, Person
from guarantor.services.claiming import claims
from guarantor.services.paying import payments
from guarantor.services.rent_record import rent
from guarantor.services.worktrays import daily
from guarantor.settings import Settings
from guarantor.storage import officers
from guarantor.storage.engine import open_engine, reading

G = "RG-0001/1"
Say = Callable[[str], None]
AUGUST = dt.date(2018, 8, 1)


def main(
    url: str, keys: Path, seed: int, said: Connection, die_at: int | None, daily_on: dt.date | None
) -> None:
    """Act until killed."""
    settings = Settings(
        database_url=url, signing_key_file=keys, demo_seal_key_file=keys.with_name("demo-seal.p12")
    )
    engine = open_engine(url)
    office = Office(engine=engine, settings=settings, now=clock.now, today=clock.today)
    people = _people(office)
    if die_at is not None:
        _die_at(engine, die_at)
    if daily_on is not None:
        daily.run(office, daily_on)
        return
    dice = random.Random(seed)
    for number in itertools.count():
        # Another process may have been there first: what is refused is not done, and not said.
        with contextlib.suppress(Refused):
            _act(office, people, dice, f"{seed}-{number}", said.send)


def _act(office: Office, people: dict[str, Person], dice: random.Random, key: str, say: Say) -> None:
    chosen = dice.choice(("charge", "pay", "claim"))
    # A day is charged once: among so many days hardly one comes twice.
    due_on = AUGUST + dt.timedelta(days=dice.randrange(3_000 if chosen == "charge" else 300))
    if chosen == "charge":
        rent.charge(office, people["cora"], G, due_on, 1_000, due_on, key)
        say(f"key {key}")
    elif chosen == "pay":
        rent.pay(office, people["cora"], G, due_on, 700, "tenant", due_on, key)
        say(f"key {key}")
    else:
        _claim(office, people, key, say)


def _claim(office: Office, people: dict[str, Person], key: str, say: Say) -> None:
    """Three people, three acts: lodged, decided, paid."""
    on = dt.date(2019, 6, 30)
    lines = {Month(2018, 9): 100, Month(2018, 10): 100}
    lodged = claims.lodge(office, people["cora"], G, lines, on, key)
    say(f"key {key}")
    payable = {
        Month.read(line["month"], "month"): round(float(line["payable"]) * 100)
        for line in lodged["lines"]
        if line["payable"] != "0.00"
    }
    claims.decide(office, people["ann"], lodged["claim"], payable, "as the record shows", on)
    say(f"decided {lodged['claim']}")
    if payable:
        payments.pay(office, people["fay"], lodged["claim"], f"BACS {key}", on)
        say(f"key payment BACS {key}")


def _people(office: Office) -> dict[str, Person]:
    with reading(office.engine) as session:
        return {
            each.name: Person(each.number, each.name, officers.roles(session, each.number), "test")
            for each in officers.every(session)
        }


def _die_at(engine: Any, at: int) -> None:
    sent = 0

    def before(*_args: Any) -> None:
        nonlocal sent
        sent += 1
        if at > 0 and sent == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def after(*_args: Any) -> None:
        if at < 0 and sent >= -at:
            os.kill(os.getpid(), signal.SIGKILL)

    def committing(_connection: Any) -> None:
        before()

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    event.listen(engine, "commit", committing)


if __name__ == "__main__":
    main(**globals()["told"])
