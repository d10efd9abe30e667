"""The demo: a fresh rehearsal database, the county played in it, and the papers and reports it leaves behind."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guarantor.domain.references import in_file_name
from guarantor.rehearsal.county import ENDS_ON, FIRST_ON, County
from guarantor.rehearsal.rounds import batch_file
from guarantor.rehearsal.staff import hire
from guarantor.services.acting import databases
from guarantor.services.acting.office import Office
from guarantor.services.adoption import panel
from guarantor.services.adoption.panel import PilotSummary
from guarantor.services.casework import showing, waiting
from guarantor.services.finance import month_close
from guarantor.services.paying import batches
from guarantor.services.worktrays import worktray

DEFAULT_SEED = 42
KINDS = ("deed", "agreement")

Progress = Callable[[str, float], None]
"""Hears what is being done and how far it is, from 0 to 1."""


@dataclass(frozen=True)
class Played:
    """What the demo did."""

    seed: int
    summary: PilotSummary
    guarantees: int
    tenancies: int
    waiting: int
    tasks: tuple[dict[str, Any], ...]
    months_closed: tuple[str, ...]
    batches: tuple[dict[str, Any], ...]
    written: tuple[Path, ...]


def play(office: Office, seed: int, out: Path, progress: Progress) -> Played:
    """Replace an earlier demo's database, play the county, and write its papers under `out`.

    Raises NotADemo for a database that holds anything else.
    """
    databases.clear_demo(office)
    progress("hiring officers, adopting the pilot", 0.0)
    county = County(office, hire(office), seed, _cleared(out / "payments"))
    county.play(lambda on: progress(f"playing {on:%B %Y}", _share(on)))
    progress("working out the liability", 1.0)
    found = panel.summary(office, ENDS_ON)
    progress("writing papers and reports", 1.0)
    issued = showing.guarantees(office)
    signed = [each for each in issued if each["reason"] != "offer_lapsed" and each["status"] != "offered"]
    return Played(
        seed=seed,
        summary=found,
        guarantees=len(issued),
        tenancies=len(signed),
        waiting=len(waiting.listed(office, ENDS_ON)),
        tasks=tuple(worktray.listed(office, ENDS_ON, closed_too=True)),
        months_closed=tuple(each["month"] for each in month_close.closed_months(office)),
        batches=tuple(batches.listed(office)),
        written=(
            *_write_papers(office, issued, out),
            *_write_reports(office, found, out),
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


def _write_reports(office: Office, found: PilotSummary, out: Path) -> list[Path]:
    out.mkdir(parents=True, exist_ok=True)
    summary, liability = out / "panel-summary.pdf", out / "liability.json"
    summary.write_bytes(panel.page(office, found))
    document = {**found.book, "forecast_arrivals": found.arrivals}
    liability.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    return [summary, liability]
