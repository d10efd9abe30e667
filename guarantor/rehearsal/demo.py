"""The demo: a fresh rehearsal database, the county played in it, and the papers and reports it leaves behind."""

import datetime as dt
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guarantor.domain.access import Role
from guarantor.domain.references import in_file_name
from guarantor.rehearsal.county import ENDS_ON, FIRST_ON, County
from guarantor.rehearsal.rounds import batch_file
from guarantor.rehearsal.staff import Staff, hire, open_accounts
from guarantor.services.acting import databases
from guarantor.services.acting.office import Office
from guarantor.services.casework import showing, waiting
from guarantor.services.correspondence import batches as correspondence
from guarantor.services.correspondence import letters
from guarantor.services.finance import month_close
from guarantor.services.paying import batches
from guarantor.services.reporting import papers, report_files
from guarantor.services.reporting.finance import files as finance_report
from guarantor.services.reporting.gathered import Asked, Gathered, gathered
from guarantor.services.worktrays import worktray

DEFAULT_SEED = 42
KINDS = ("deed", "agreement")
ACCOUNTS = "demo-accounts.csv"

Progress = Callable[[str, float], None]
"""Hears what is being done and how far it is, from 0 to 1."""


@dataclass(frozen=True)
class Played:
    """What the demo did."""

    seed: int
    found: Gathered
    guarantees: int
    tenancies: int
    waiting: int
    tasks: tuple[dict[str, Any], ...]
    months_closed: tuple[str, ...]
    batches: tuple[dict[str, Any], ...]
    written: tuple[Path, ...]
    accounts: tuple[tuple[str, str, Role], ...]


def play(office: Office, seed: int, out: Path, progress: Progress) -> Played:
    """Replace an earlier demo's database, play the county, and write its papers under `out`.

    Raises NotADemo for a database that holds anything else.
    """
    databases.clear_demo(office)
    progress("hiring officers, adopting the pilot", 0.0)
    staff = hire(office)
    opened = open_accounts(office, staff)
    county = County(office, staff, seed, _cleared(out / "payments"))
    county.play(lambda on: progress(f"playing {on:%B %Y}", _share(on)))
    progress("working out the liability", 1.0)
    found = gathered(office, ENDS_ON, Asked())
    progress("writing papers and reports", 1.0)
    issued = showing.guarantees(office)
    signed = [each for each in issued if each["reason"] != "offer_lapsed" and each["status"] != "offered"]
    return Played(
        seed=seed,
        found=found,
        guarantees=len(issued),
        tenancies=len(signed),
        waiting=len(waiting.listed(office, ENDS_ON)),
        tasks=tuple(worktray.listed(office, ENDS_ON, closed_too=True)),
        accounts=tuple(opened),
        months_closed=tuple(each["month"] for each in month_close.closed_months(office)),
        batches=tuple(batches.listed(office)),
        written=(
            *_write_papers(office, issued, out),
            *_write_letters(office, staff, out, progress),
            _write_liability(found, out),
            *report_files.write(papers.drawn(office, found, for_officers=True), out),
            *report_files.write(finance_report.files(office, ENDS_ON), out),
            _write_accounts(opened, out),
            *sorted(county.payment_files.glob(batch_file("*"))),
        ),
    )


def _cleared(folder: Path) -> Path:
    """The folder for payment files, without those of an earlier demo."""
    for left in folder.glob(batch_file("*")):
        left.unlink()
    return folder


def _share(on: dt.date) -> float:
    return (on - FIRST_ON).days / (ENDS_ON - FIRST_ON).days


def _write_papers(office: Office, issued: list[dict[str, object]], out: Path) -> list[Path]:
    folder = out / "guarantees"
    # Only what an earlier demo wrote stands there.
    shutil.rmtree(folder, ignore_errors=True)
    written = []
    for guarantee in issued:
        ref = str(guarantee["guarantee_ref"])
        home = folder / in_file_name(ref)
        home.mkdir(parents=True)
        for kind in KINDS:
            content = showing.paper(office, ref, kind)
            assert content is not None, "a paper just issued is held"
            (home / f"{kind}.pdf").write_bytes(content)
            written.append(home / f"{kind}.pdf")
    return written


def _write_letters(office: Office, staff: Staff, out: Path, progress: Progress) -> list[Path]:
    """Every letter that the record asks for on the last day, made and written by the reference it is about."""
    folder = out / "letters"
    # Only what an earlier demo wrote stands there.
    shutil.rmtree(folder, ignore_errors=True)
    batch = correspondence.make_due(
        office,
        staff.caseworkers[0],
        ENDS_ON,
        lambda done, of_all: progress(f"writing letters, {done} of {of_all}", 1.0),
    )
    written = []
    for letter in batch.done:
        home = folder / in_file_name(letter["ref"])
        home.mkdir(parents=True, exist_ok=True)
        written.append(home / f"{letter['kind']}.pdf")
        written[-1].write_bytes(letters.file(office, letter["code"]))
    return written


def _write_accounts(opened: list[tuple[str, str, Role]], out: Path) -> Path:
    """The accounts to sign in to the pages with, for whoever plays the county and nobody else on the machine."""
    file = out / ACCOUNTS
    file.unlink(missing_ok=True)
    with os.fdopen(
        os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as written:
        lines = [("username", "password", "role"), *opened]
        written.writelines(f"{','.join(line)}\n" for line in lines)
    return file


def _write_liability(found: Gathered, out: Path) -> Path:
    out.mkdir(parents=True, exist_ok=True)
    file = out / "liability.json"
    document = {**found.book, "forecast_arrivals": found.arrivals}
    file.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    return file
