"""Landlords' statements out of a sheet: each row a charge, a payment, or what was said of a month, all in one act.

A row is a duplicate where its key was used before for the same entry, or where the same entry (guarantee, kind, day or
month, amount) stands in the record or further up in the file. The second kind may be true all the same, such as two
equal payments on one day, and is entered where the caller says so; a second charge on a day is refused as by hand.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.dates import Month
from guarantor.domain.refusals import Refused
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting.acts import Doing, doing
from guarantor.services.acting.office import Office, Person
from guarantor.services.exchange import importing
from guarantor.services.exchange.importing import NothingKept, Outcome, Progress, Report
from guarantor.services.exchange.statement_sheet import COLUMNS, Kind, Statement, statement
from guarantor.services.rent_record import rent
from guarantor.services.worktrays.tasks_due import open_warnings
from guarantor.storage import guarantee_files, recorded_before
from guarantor.storage.recorded_before import RentEntry
from guarantor.tabular.reading import read_rows
from guarantor.tabular.sheet import Row

_ACTS: dict[Kind, Act] = {
    "charge": Act.CHARGE_RENT,
    "payment": Act.RECORD_RENT_PAYMENT,
    "missed": Act.RECORD_MISSED_RENT,
    "silent": Act.RECORD_SILENCE,
}
"""The act that each entry would be on its own, under which its key is kept."""


def import_statements(
    office: Office,
    person: Person,
    file: Path,
    on: dt.date,
    *,
    sheet: str | None = None,
    accept_good_rows: bool = False,
    accept_duplicates: bool = False,
    look_only: bool = False,
    progress: Progress = lambda _done, _of_all: None,
) -> Report:
    """Enter each row of a CSV or XLSX file into the rent record, in one act; the report says what became of each.

    Nothing is kept where a row is wrong, unless the good rows are to be kept, nor where it is `look_only`. A row's
    key is kept as if the row had been an act of its own. Raises WrongInput where the file or its columns cannot be
    read.
    """
    rows = read_rows(file, COLUMNS, sheet)
    read = [(row, _read(row)) for row in rows]
    refs = sorted({each.ref for _, each in read if isinstance(each, Statement)})
    try:
        with doing(office, person, Act.IMPORT_STATEMENTS, on) as act:
            held = _hold_still(act, refs)
            recorded = recorded_before.rent_entries(act.session, sorted(held))
            known = dict.fromkeys(recorded, "the record")
            outcomes = []
            for count, (row, each) in enumerate(read, start=1):
                if isinstance(each, Statement):
                    outcomes.append(_enter(act, row, each, held, known, accept_duplicates=accept_duplicates))
                else:
                    outcomes.append(each)
                progress(count, len(read))
            report = importing.kept(outcomes, accept_good_rows=accept_good_rows, look_only=look_only)
            entered = sorted({each.ref for each in report.rows if each.ref})
            act.subject = importing.span(entered)
            act.note(guarantees=entered, added=sum(1 for each in report.rows if each.status == "added"))
            for ref in entered:
                open_warnings(act, guarantee_files.held(act.session, ref))
            return report
    except NothingKept as nothing:
        return nothing.report


def _read(row: Row) -> Statement | Outcome:
    given = importing.given_text(row, "guarantee_ref")
    passed_over = importing.example(row, given)
    if passed_over:
        return passed_over
    try:
        return statement(row)
    except WrongInput as error:
        return importing.wrong(row, given, error)


def _hold_still(act: Doing, refs: Sequence[str]) -> dict[str, set[dt.date]]:
    """Hold the guarantees that exist until the act ends, in one order, so that no two imports wait for each other.

    Each has room for the days that the import charges.
    """
    held: dict[str, set[dt.date]] = {}
    for ref in refs:
        try:
            held[guarantee_files.held(act.session, ref, to_change=True).ref] = set()
        except NotFound:
            continue
    return held


def _enter(
    act: Doing,
    row: Row,
    asked: Statement,
    held: Mapping[str, set[dt.date]],
    known: dict[RentEntry, str],
    *,
    accept_duplicates: bool,
) -> Outcome:
    deed = _ACTS[asked.entry]
    try:
        if asked.ref not in held:
            raise NotFound("guarantee_ref", "a guarantee", asked.ref)
        act.admit({"guarantee_ref": asked.ref})
        if asked.key and act.answered_before(asked.key, deed, asked.content) is not None:
            return importing.duplicate(row, asked.ref, f"the key {asked.key} was used for the same before")
        before = known.get(asked.alike)
        if before and not accept_duplicates:
            says = f"the same guarantee, entry, date and amount as in {before}"
            return importing.duplicate(row, asked.ref, f"{says}; --accept-duplicates enters it all the same")
        answer = _entered(act, asked, held[asked.ref])
    except (WrongInput, Refused) as error:
        return importing.wrong(row, asked.ref, error)
    if asked.key:
        act.keep_key(asked.key, deed, asked.content, answer)
    known.setdefault(asked.alike, f"row {row.number}")
    return Outcome(row.number, "added", asked.ref, ref=asked.ref)


def _entered(act: Doing, asked: Statement, charged_on: set[dt.date]) -> dict[str, Any]:
    match asked.on:
        case Month():
            assert asked.entry in ("missed", "silent"), "a month is spoken of, and no money moves"
            return rent.enter_statement(act, rent.held(act, asked.ref), asked.on, asked.entry, "date")
        case _:
            assert asked.amount_pence is not None, "a charge or payment has an amount"
            if asked.entry == "charge":
                answer = rent.enter_charge(act, asked.ref, asked.on, asked.amount_pence, "date", charged_on)
                charged_on.add(asked.on)
                return answer
            fields = ("date", "source", "for")
            return rent.enter_payment(
                act, asked.ref, asked.on, asked.amount_pence, asked.source, fields, asked.meant_for
            )
