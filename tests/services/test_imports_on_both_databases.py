"""Imports and exports on SQLite and on PostgreSQL alike, and two imports of one file at the same moment."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from guarantor.services.casework import showing
from guarantor.services.exchange.audit_export import export_audit
from guarantor.services.exchange.exporting import FORMATS, export_ledger
from guarantor.services.exchange.import_applications import import_applications
from guarantor.services.exchange.import_statements import import_statements
from guarantor.services.exchange.importing import Report
from guarantor.services.exchange.offline_checker import check
from guarantor.services.finance.balances import balances
from guarantor.services.proof.checking import check_ledger, verify_journal
from guarantor.services.rent_record import rent
from tests.conftest import Begin
from tests.databases import KINDS
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.sheets import application, charge, payment, said, sheet
from tests.services.stories import day

G = "RG-0001/1"


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Both kinds."""
    return str(request.param)


def _statuses(report: Report) -> Counter[str]:
    return Counter(each.status for each in report.rows)


def _both_at_once(one: Callable[[], Report]) -> list[Counter[str]]:
    with ThreadPoolExecutor(2) as pool:
        return sorted((_statuses(each.result()) for each in [pool.submit(one), pool.submit(one)]), key=repr)


def test_applications_and_statements_come_in_and_nothing_comes_in_twice(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(stories.active)
    office, cora = rehearsal.office, rehearsal.cora
    people = sheet(tmp_path / "people.xlsx", *(application(number) for number in range(1, 21)))
    entries = sheet(
        tmp_path / "entries.csv", charge(key="k1"), payment(key="k2"), said(), said(entry="silent")
    )
    for expected in ("added", "duplicate"):
        first = import_applications(office, cora, people, day("2018-07-01"))
        second = import_statements(office, cora, entries, day("2018-12-31"))
        assert (_statuses(first), _statuses(second)) == (Counter({expected: 20}), Counter({expected: 4}))
    assert len(showing.cases(office)) == 21
    assert rent.statement(office, G, day("2018-12-31"))["paid"] == "400.00"
    assert (check_ledger(office), verify_journal(office)) == ([], [])


def test_one_file_of_applications_handed_in_twice_at_once_comes_in_once(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(Rehearsal.staff)
    file = sheet(tmp_path / "people.csv", *(application(number) for number in range(1, 21)))
    on = day("2018-07-01")
    both = _both_at_once(lambda: import_applications(rehearsal.office, rehearsal.cora, file, on))
    assert both == [Counter({"added": 20}), Counter({"duplicate": 20})]
    assert len(showing.cases(rehearsal.office)) == 20


@pytest.mark.parametrize("keyed", [True, False])
def test_one_file_of_statements_handed_in_twice_at_once_comes_in_once(
    begin: Begin, tmp_path: Path, keyed: bool
) -> None:
    rehearsal = begin(stories.active)
    rows = [
        payment(date=f"2018-12-{number:02d}", key=f"k{number}" if keyed else None) for number in range(1, 21)
    ]
    file, on = sheet(tmp_path / "entries.csv", *rows), day("2018-12-31")
    both = _both_at_once(lambda: import_statements(rehearsal.office, rehearsal.cora, file, on))
    assert both == [Counter({"added": 20}), Counter({"duplicate": 20})]
    assert rent.statement(rehearsal.office, G, on)["paid"] == "8000.00"


def test_exports_hold_the_same_balances_and_the_audit_record_is_clean(begin: Begin, tmp_path: Path) -> None:
    office = begin(stories.paid).office
    held = {row["account"]: row["balance"] for row in balances(office)}
    for form in FORMATS:
        assert export_ledger(office, form, tmp_path / f"ledger.{form}")["balances"] == held
    export_audit(office, tmp_path / "record")
    found, _read = check(tmp_path / "record", None, None)
    assert found == []
