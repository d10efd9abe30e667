"""Landlords' statements brought in by the sheet: all or none, as the single acts would enter them, and never twice."""

from pathlib import Path
from typing import Any

import pytest

from guarantor.domain.access import Act
from guarantor.domain.dates import Month
from guarantor.domain.refusals import KeyUsedBefore, NotPermitted
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.exchange import importing, statement_sheet
from guarantor.services.exchange.import_statements import import_statements
from guarantor.services.exchange.importing import Report
from guarantor.services.rent_record import rent
from guarantor.services.worktrays import daily
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.sheets import SheetRow, charge, payment, said, sheet
from tests.services.stories import day
from tests.watching import nothing_written, one_line, refused, transfers

G = "RG-0001/1"
ON = day("2018-12-31")


def _import(rehearsal: Rehearsal, file: Path, **how: Any) -> Report:
    return import_statements(rehearsal.office, rehearsal.cora, file, ON, **how)


def _statuses(report: Report) -> list[str]:
    return [each.status for each in report.rows]


def _says(report: Report) -> list[str]:
    return [says for each in report.rows for says in each.says]


def _moved(rehearsal: Rehearsal) -> list[tuple[Any, ...]]:
    names = ("kind", "debit", "credit", "amount_pence", "happened_on", "guarantee_ref")
    return [tuple(row[name] for name in names) for row in transfers(rehearsal.url)]


@pytest.fixture(params=[".csv", ".xlsx"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A name for a sheet of each kind."""
    return tmp_path / f"statements{request.param}"


def test_each_row_moves_what_the_single_act_would(begin: Begin, file: Path) -> None:
    by_sheet, by_hand = begin(stories.active), begin(stories.active)
    rows = [
        charge(date="2018-09-01"),
        payment(date="2018-09-03", amount="400.10", source="benefit"),
        payment(date="2018-09-04", amount="19.90", **{"for": "2018-10"}),
        said(entry="missed", date="2018-10"),
        said(entry="silent", date="2018-11"),
    ]
    assert _statuses(_import(by_sheet, sheet(file, *rows))) == ["added"] * 5
    office, cora = by_hand.office, by_hand.cora
    rent.charge(office, cora, G, day("2018-09-01"), 52_000, ON, None)
    rent.pay(office, cora, G, day("2018-09-03"), 40_010, "benefit", ON, None)
    rent.pay(office, cora, G, day("2018-09-04"), 1_990, "tenant", ON, None, Month(2018, 10))
    rent.state(office, cora, G, Month(2018, 10), "missed", ON)
    rent.state(office, cora, G, Month(2018, 11), "silent", ON)
    assert _moved(by_sheet) == _moved(by_hand)
    assert rent.statement(by_sheet.office, G, ON) == rent.statement(office, G, ON)


def test_an_import_is_one_act_with_one_line(begin: Begin, file: Path) -> None:
    rehearsal = begin(_two_active)
    with one_line(rehearsal.url) as added:
        report = _import(rehearsal, sheet(file, charge("RG-0002/1"), charge(G), payment(G)))
    (line,) = added
    assert (line.act, line.subject) == (Act.IMPORT_STATEMENTS, "RG-0001/1..RG-0002/1")
    assert (line.details["guarantees"], line.details["added"]) == (["RG-0001/1", "RG-0002/1"], 3)
    assert len(line.details["transfers"]) == 3
    assert [each.ref for each in report.rows] == ["RG-0002/1", G, G]


BAD: list[tuple[SheetRow, str]] = [
    (charge(ref="RG-0001"), "guarantee_ref: expected a guarantee such as RG-0001/1, not 'RG-0001'"),
    (charge(ref="RG-0009/1"), "guarantee_ref: expected a guarantee that exists, and there is no RG-0009/1"),
    (charge(date="2018-07-31"), "date: expected 2018-08-01 or later, when the tenancy starts"),
    (charge(date="2018-13-01"), "date: expected a date such as 2018-08-01"),
    (charge(date="2018-12"), "date: expected a date such as 2018-08-01"),
    (charge(amount="0.00"), "amount: expected an amount above zero"),
    (charge(amount="520.001"), "amount: expected pounds such as 520 or 520.00"),
    (charge(amount="-520.00"), "amount: expected pounds such as 520 or 520.00"),
    (charge(amount=""), "amount: expected pounds such as 520 or 520.00"),
    (charge(source="tenant"), "source: expected nothing beside charge"),
    (payment(date="2018-07-31"), "date: expected 2018-08-01 or later, when the tenancy starts"),
    (payment(date="2019-01-01"), "date: expected 2018-12-31, the day of this entry, or earlier"),
    (said(date="2019-01"), "date: expected 2018-12 or earlier"),
    (payment(source="council"), "source: expected tenant or benefit, not 'council'"),
    (payment(**{"for": "soon"}), "for: expected a month such as 2018-09"),
    (payment(**{"for": "2018-07"}), "for: expected 2018-08 or later"),
    (charge(**{"for": "2018-12"}), "for: expected nothing beside charge"),
    (said(date="2018-07"), "date: expected 2018-08 or later"),
    (said(date="Sept"), "date: expected a month such as 2018-09"),
    (said(amount="520.00"), "amount: expected nothing beside missed"),
    (said(entry="owed"), "entry: expected charge, payment, missed or silent, not 'owed'"),
    (charge(entry=""), "entry: expected charge, payment, missed or silent, not ''"),
    (charge(key="k" * 101), "key: expected at most 100 characters that print"),
]


@pytest.mark.parametrize(("row", "says"), BAD, ids=[says for _, says in BAD])
def test_a_wrong_row_is_named_with_its_column_and_nothing_is_written(
    begin: Begin, file: Path, row: SheetRow, says: str
) -> None:
    rehearsal = begin(stories.active)
    made = sheet(file, charge(date="2018-09-01"), row, payment())
    with nothing_written(rehearsal.url):
        report = _import(rehearsal, made)
    assert (_statuses(report), report.kept) == (["good", "error", "good"], False)
    assert _says(report)[0].startswith(f"row 3: {says}")
    assert len(_says(report)) == 1


def test_good_rows_are_kept_where_that_is_asked_for(begin: Begin, file: Path) -> None:
    rehearsal = begin(stories.active)
    made = sheet(file, charge(), charge(ref="RG-0009/1"), payment())
    with one_line(rehearsal.url):
        report = _import(rehearsal, made, accept_good_rows=True)
    assert (_statuses(report), report.kept) == (["added", "error", "added"], True)


def test_a_lapsed_offer_takes_no_statement(begin: Begin, file: Path) -> None:
    rehearsal = begin(_lapsed)
    with nothing_written(rehearsal.url):
        assert _statuses(_import(rehearsal, sheet(file, charge()))) == ["error"]


def test_who_may_not_is_refused(begin: Begin, file: Path) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, NotPermitted):
        import_statements(rehearsal.office, rehearsal.ann, sheet(file, charge()), ON)


def test_a_column_that_is_missing_stops_the_import(begin: Begin, file: Path) -> None:
    rehearsal = begin(stories.active)
    with refused(rehearsal.url, WrongInput) as caught:
        _import(rehearsal, sheet(file, {"guarantee_ref": G, "entry": "silent"}))
    assert str(caught.value) == "date: expected a column of this name in row 1."


# ---- duplicates


def test_the_same_file_twice_enters_nothing_the_second_time(begin: Begin, file: Path) -> None:
    rehearsal = begin(stories.active)
    rows = [charge(key="k1"), payment(), said(entry="missed"), said(entry="silent", date="2018-11")]
    made = sheet(file, *rows)
    assert _import(rehearsal, made).kept
    with nothing_written(rehearsal.url):
        report = _import(rehearsal, made, accept_good_rows=True)
    assert (_statuses(report), report.kept) == (["duplicate"] * 4, False)
    assert _says(report)[0] == "row 2: the key k1 was used for the same before."
    assert "the same guarantee, entry, date and amount as in the record" in _says(report)[1]


def test_what_was_entered_by_hand_is_found(begin: Begin, file: Path) -> None:
    rehearsal = begin(stories.active)
    rehearsal.charge(G, "2018-09-01")
    rent.state(rehearsal.office, rehearsal.cora, G, Month(2018, 10), "missed", ON)
    rows = [charge(date="2018-09-01"), said(date="2018-10"), said(entry="silent", date="2018-10")]
    assert _statuses(_import(rehearsal, sheet(file, *rows))) == ["duplicate", "duplicate", "added"]


@pytest.mark.parametrize(
    "other",
    [
        charge(date="2018-12-02"),
        charge(ref="RG-0002/1"),
        payment(date="2018-12-01", amount="520.00"),
    ],
    ids=["another day", "another guarantee", "another entry"],
)
def test_another_entry_is_no_duplicate(begin: Begin, file: Path, other: SheetRow) -> None:
    rehearsal = begin(_two_active)
    assert _statuses(_import(rehearsal, sheet(file, charge(), other))) == ["added", "added"]


def test_the_same_entry_twice_in_a_file_is_named_by_row_and_entered_where_asked_for(
    begin: Begin, file: Path
) -> None:
    rehearsal = begin(stories.active)
    made = sheet(file, payment(), payment(source="benefit"))
    report = _import(rehearsal, made)
    assert _statuses(report) == ["added", "duplicate"]
    assert "as in row 2; --accept-duplicates" in _says(report)[0]
    assert _statuses(_import(rehearsal, made, accept_duplicates=True)) == ["added", "added"]


@pytest.mark.parametrize("again", [charge(amount="520.01"), charge()], ids=["another sum", "the same"])
@pytest.mark.parametrize("before", ["in the file", "in the record"])
def test_a_day_is_charged_once_also_by_a_sheet(
    begin: Begin, file: Path, again: SheetRow, before: str
) -> None:
    rehearsal = begin(stories.active)
    rows = [payment(), again]
    if before == "in the record":
        rehearsal.charge(G, "2018-12-01")
    else:
        rows.insert(0, charge())
    with nothing_written(rehearsal.url):
        report = _import(rehearsal, sheet(file, *rows), accept_duplicates=True)
    assert _statuses(report)[-1] == "error"
    assert "was charged before on 2018-12-01" in _says(report)[0]


# ---- keys


def test_a_rows_key_is_the_same_act_on_its_own_afterwards(begin: Begin, file: Path) -> None:
    rehearsal = begin(stories.active)
    _import(rehearsal, sheet(file, charge(key="k1"), payment(key="k2", source="benefit")))
    office, cora = rehearsal.office, rehearsal.cora
    with nothing_written(rehearsal.url):
        charged = rent.charge(office, cora, G, day("2018-12-01"), 52_000, ON, "k1")
        paid = rent.pay(office, cora, G, day("2018-12-03"), 40_000, "benefit", ON, "k2")
    assert charged == {"guarantee_ref": G, "charged": "520.00", "due_on": "2018-12-01"}
    assert paid == {"guarantee_ref": G, "paid": "400.00", "received_on": "2018-12-03"}
    with refused(rehearsal.url, KeyUsedBefore):
        rent.charge(office, cora, G, day("2018-12-01"), 52_001, ON, "k1")
    with refused(rehearsal.url, KeyUsedBefore):
        rent.pay(office, cora, G, day("2018-12-03"), 40_000, "tenant", ON, "k2")


def test_an_act_of_its_own_is_found_by_its_key(begin: Begin, file: Path) -> None:
    rehearsal = begin(stories.active)
    rent.charge(rehearsal.office, rehearsal.cora, G, day("2018-12-01"), 52_000, ON, "k1")
    made = sheet(file, charge(key="k1"))
    with nothing_written(rehearsal.url):
        assert _statuses(_import(rehearsal, made, accept_duplicates=True)) == ["duplicate"]


@pytest.mark.parametrize(
    "other",
    [charge(key="k1", amount="1.00"), payment(key="k1"), said(key="k1")],
    ids=["sum", "payment", "said"],
)
def test_a_key_used_for_something_else_is_a_fault_of_its_row(
    begin: Begin, file: Path, other: SheetRow
) -> None:
    rehearsal = begin(stories.active)
    with nothing_written(rehearsal.url):
        report = _import(rehearsal, sheet(file, charge(key="k1"), other))
    assert _statuses(report) == ["good", "error"]
    assert "k1" in _says(report)[0]


def test_the_same_key_twice_in_a_file_is_one_entry(begin: Begin, file: Path) -> None:
    rehearsal = begin(stories.active)
    report = _import(rehearsal, sheet(file, said(key="k1"), said(key="k1")), accept_duplicates=True)
    assert _statuses(report) == ["added", "duplicate"]


def test_a_key_of_an_import_that_kept_nothing_is_free(begin: Begin, file: Path) -> None:
    rehearsal = begin(stories.active)
    _import(rehearsal, sheet(file, charge(key="k1"), charge(ref="RG-0009/1")))
    assert _statuses(_import(rehearsal, sheet(file, payment(key="k1")))) == ["added"]


# ---- the sheet


def test_a_month_that_a_spreadsheet_made_a_day_is_that_month(begin: Begin, file: Path) -> None:
    rehearsal = begin(stories.charged)
    assert _import(rehearsal, sheet(file, said(entry="silent", date="2018-09-01"))).kept
    assert rent.statement(rehearsal.office, G, ON)["silent_months"] == ["2018-09"]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_templates_examples_are_passed_over_and_good(begin: Begin, tmp_path: Path, suffix: str) -> None:
    rehearsal = begin(stories.active)
    file = tmp_path / f"template{suffix}"
    importing.write_template(statement_sheet.template(), file, rehearsal.office.now())
    with nothing_written(rehearsal.url):
        assert _statuses(_import(rehearsal, file)) == ["example"] * 4
    rows = [
        dict(zip(statement_sheet.COLUMNS.known, each, strict=True))
        for each in statement_sheet.template().rows
    ]
    given = [
        {
            **row,
            "guarantee_ref": G,
            "date": str(row["date"]),
            "amount": f"{int(str(row['amount'])) / 100:.2f}" if row["amount"] else None,
        }
        for row in rows
    ]
    assert _statuses(_import(rehearsal, sheet(tmp_path / f"rows{suffix}", *given))) == ["added"] * 4


@after(stories.active)
def _two_active(rehearsal: Rehearsal) -> None:
    rehearsal.active_guarantee("RG-0002", {"young_person.name": "Ada Synthetic"})


@after(stories.offered)
def _lapsed(rehearsal: Rehearsal) -> None:
    daily.run(rehearsal.office, day("2018-08-03"))
