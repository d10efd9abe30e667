"""`guarantor demo`: the rehearsal county from application to claim, in one command."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from guarantor import clock
from guarantor.cli.answers import answer, note
from guarantor.cli.serve import run
from guarantor.rehearsal import demo as demos
from guarantor.rehearsal.demo import Played
from guarantor.services.acting.office import open_office
from guarantor.services.reporting import worded
from guarantor.services.reporting.small_numbers import APPLICATIONS, HELD
from guarantor.services.reporting.worded import Counted
from guarantor.settings import CHECKOUT


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        help="Play the rehearsal county on Kent's 2018 figures and write its papers. For: everybody."
    )(demo)


def demo(
    seed: Annotated[int, typer.Option(min=0, help="Another seed is another county.")] = demos.DEFAULT_SEED,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where papers and reports go.")] = CHECKOUT
    / "out",
    serve: Annotated[bool, typer.Option(help="Serve the web application afterwards.")] = True,
) -> None:
    began = clock.stopwatch()
    columns = (TextColumn("{task.description:<40}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("the rehearsal county", total=1.0)
        said: list[str] = []

        def show(doing: str, share: float) -> None:
            progress.update(task, description=doing, completed=share)
            if not sys.stderr.isatty() and said[-1:] != [doing]:
                said.append(doing)
                note(doing)

        played = demos.play(open_office(), seed, out, show)
    _say(played, out)
    note(f"Done in {clock.stopwatch() - began:.0f} seconds.")
    _say_accounts(played)
    if serve:
        run(open_office())


def _say(played: Played, out: Path) -> None:
    found = played.found
    print(
        f"THE REHEARSAL COUNTY, {found.pilot.on:%d %B %Y}: synthetic people on Kent's figures of 2018, "
        f"seed {played.seed}"
    )
    print(
        f"Kent reported 19 tenancies by April 2019; this county has {played.tenancies}. "
        "The default seed was chosen to come out near that; nothing is forced.\n"
    )
    counts = found.pilot.counts.exact()
    _say_cases(played, counts)
    _say_money(found.pilot.exposure, counts["claims",].says)
    _say_work(played)
    _say_liability("the guarantees in force", found.book)
    _say_liability(
        f"the {found.arrivals['expected_guarantees']:.0f} guarantees the forecast expects "
        f"to {found.arrivals['until']}, places unlimited",
        found.arrivals,
    )
    print("Printed figures of the forecast that do not follow from their rows")
    answer(list(found.disagreements), as_json=False)
    papers = sum(path.suffix == ".pdf" for path in played.written)
    files = sum(path.parent.name == "payments" for path in played.written)
    print(
        f"\nWritten under {out}: {papers} PDFs, liability.json and {files} payment file(s) with made-up bank details. "
        "Look at panel-summary.pdf first."
    )


def _say_accounts(played: Played) -> None:
    print(
        "\nAccounts of the pages, also in demo-accounts.csv (synthetic people; they open this rehearsal alone)"
    )
    answer(
        [{"username": name, "password": password, "role": role} for name, password, role in played.accounts],
        as_json=False,
    )


def _say_cases(played: Played, counts: Counted) -> None:
    pilot = played.found.pilot
    print(f"Applications: {counts[APPLICATIONS].says}; as the rules found and as people decided")
    for heading, rows in (
        ("the rules found", worded.outcomes(counts)),
        ("people decided", worded.became(counts)),
    ):
        answer([{heading: label, "cases": number} for label, number in rows], as_json=False)
    print("\nWhy people were turned down (one case may have several grounds)")
    grounds = [
        {"criterion": pilot.criterion(cell[1]), "cases": shown.says}
        for cell, shown in counts.items()
        if cell[0] == "ground"
    ]
    answer(grounds, as_json=False)
    print(
        f"\nPlaces used: {counts[HELD].says} of {pilot.places}; guarantees issued {played.guarantees}, "
        f"signed {played.tenancies}; waiting for a place: {played.waiting}"
    )


def _say_work(played: Played) -> None:
    still = [task for task in played.tasks if task["open"]]
    late = sum(1 for task in still if task["overdue"])
    print(
        f"Tasks: {len(played.tasks)} opened by what happened; {len(still)} still open, {late} of them past their day"
    )
    handed = ", ".join(f"{each['batch']} £{each['total']}" for each in played.batches) or "none"
    print(f"Payments handed to accounts payable: {handed}")
    months = played.months_closed
    print(
        f"Months closed by finance: {len(months)}, {months[0]} to {months[-1]}"
        if months
        else "No month closed"
    )
    print()


def _say_money(money: Mapping[str, Any], claims_accepted: str) -> None:
    print(
        f"In force: {money['in_force']}, guaranteed £{money['guaranteed']}; may still be called £{money['remaining']} "
        f"(in force £{money['remaining_in_force']}, offered £{money['remaining_offered']}, "
        f"ended £{money['remaining_ended']})"
    )
    print(
        f"Arrears: £{money['arrears']} (tenancies in arrears: {money['in_arrears']}); "
        f"rent not heard of: £{money['not_heard_of']}"
    )
    print(f"Calls: {claims_accepted} accepted, £{money['accepted']}; paid £{money['paid']}")


def _say_liability(of: str, document: Mapping[str, Any]) -> None:
    print(f"Liability of {of} (assumption: every rate in risk/basis/2018-06.yaml, owner finance)")
    rows = [
        {
            "year": year["year"],
            "mean": f"£{year['mean']:,.0f}",
            "P50": f"£{year['quantiles']['0.5']:,.0f}",
            "P95": f"£{year['quantiles']['0.95']:,.0f}",
            "P99.5": f"£{year['quantiles']['0.995']:,.0f}",
        }
        for year in document["by_year"]
    ]
    answer(rows, as_json=False)
    print()
