"""What a sealed backup and its restore cost beside a plain copy of the same data by the database's own means.

The plain copy is SQLite's online backup, or COPY of every table of PostgreSQL out to files and into bare tables. Both
are taken turn by turn in one run. The backup also reads every balance and seals what it writes; the restore also sets
every key and guard up and verifies the journal and the ledger, which is shown by itself.
"""

import argparse
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from benchmarks.big_ledger import begun
from benchmarks.offices import KINDS, Clock, Databases, databases, opened, staffed
from guarantor.services.acting import key_files
from guarantor.services.acting.office import Office
from guarantor.services.proof import checking
from guarantor.services.safekeeping.backups import back_up
from guarantor.services.safekeeping.restores import restore
from guarantor.storage import whole_record

GUARANTEES = 100


def main() -> None:
    """Measure both kinds of database and print the figures."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--transfers", type=int, default=100_000)
    given.add_argument("--rounds", type=int, default=5)
    asked = given.parse_args()
    with databases() as places:
        for kind in KINDS:
            _measure(places, kind, asked.transfers, asked.rounds)


def _measure(places: Databases, kind: str, transfers: int, rounds: int) -> None:
    url, clock = places.empty(kind), Clock()
    took: dict[str, list[float]] = {
        each: [] for each in ("backup", "copy out", "restore", "copy in", "checks")
    }
    with opened(url, places.folder, clock) as office:
        staff, programme = staffed(office, GUARANTEES)
        ledger = begun(office, clock, staff, programme, GUARANTEES)
        while ledger.transfers < transfers:
            ledger.grow_week()
        for each in range(rounds):
            print(f"{kind}: round {each + 1} of {rounds}", file=sys.stderr)
            size = _round(places, _with_key(office, places.folder), f"{kind}-{each}", took)
    middle = {name: median(seconds) for name, seconds in took.items()}
    print(f"\n{kind}: {ledger.transfers:,} transfers, backup of {size / 1e6:.1f} MB")
    for ours, plain in (("backup", "copy out"), ("restore", "copy in")):
        ratio = median(a / b for a, b in zip(took[ours], took[plain], strict=True))
        print(f"  {ours:8} {middle[ours]:7.2f} s   {plain:8} {middle[plain]:7.2f} s   {ratio:6.1f} x")
    print(f"  of the restore, checks of journal and ledger {middle['checks']:.2f} s")


def _round(places: Databases, office: Office, name: str, took: dict[str, list[float]]) -> int:
    """Each of the four once; answers with the bytes of the backup."""
    url = office.settings.database_url
    kind = "sqlite" if url.startswith("sqlite") else "postgresql"
    file, plain = places.folder / f"{name}.backup", places.folder / f"{name}.plain"
    took["backup"].append(_seconds(partial(back_up, office, file)))
    took["copy out"].append(_seconds(partial(_copy_out, url, plain)))
    with opened(places.empty(kind), places.folder, Clock()) as place:
        there = _with_key(place, places.folder)
        took["restore"].append(_seconds(partial(restore, there, file)))
        took["checks"].append(_seconds(partial(_check, there)))
    took["copy in"].append(_seconds(partial(_copy_in, places, url, plain)))
    return file.stat().st_size


def _check(office: Office) -> None:
    checking.verify_journal(office)
    checking.check_ledger(office)


def _with_key(office: Office, folder: Path) -> Office:
    file = folder / "backup-key"
    key_files.make_if_missing(file)
    return replace(office, settings=office.settings.model_copy(update={"backup_key_file": file}))


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _copy_out(url: str, plain: Path) -> None:
    if url.startswith("sqlite"):
        with (
            closing(sqlite3.connect(str(make_url(url).database))) as source,
            closing(sqlite3.connect(plain)) as target,
        ):
            source.backup(target)
        return
    plain.mkdir()
    with psycopg.connect(url.replace("+psycopg", "")) as connection, connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for table in whole_record.tables():
            with (
                cursor.copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table.name))) as rows,
                (plain / table.name).open("wb") as out,
            ):
                for part in rows:
                    out.write(part)


def _copy_in(places: Databases, source_url: str, plain: Path) -> None:
    if source_url.startswith("sqlite"):
        with (
            closing(sqlite3.connect(plain)) as source,
            closing(sqlite3.connect(str(make_url(places.empty("sqlite")).database))) as target,
        ):
            source.backup(target)
        return
    shape = bare_tables(source_url)
    with psycopg.connect(places.empty("postgresql").replace("+psycopg", "")) as connection:
        for name, columns in shape.items():
            connection.execute(sql.SQL("CREATE TABLE {} ({})").format(sql.Identifier(name), columns))
            with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))) as rows:
                rows.write((plain / name).read_bytes())


def bare_tables(url: str) -> dict[str, sql.Composed]:
    """Each table's columns and their types, without keys, checks or guards."""
    asked = (
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s "
        "ORDER BY ordinal_position"
    )
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        return {
            table.name: sql.SQL(", ").join(
                sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(kind))
                for column, kind in connection.execute(asked, (table.name,))
            )
            for table in whole_record.tables()
        }


if __name__ == "__main__":
    main()
